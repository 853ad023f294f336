package io.hearken.evaluate;

import static io.hearken.evaluate.Whistles.RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import io.hearken.audio.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixedTest {
    private static final List<Integer> RATIOS = List.of(20, 10, 0, -5);

    /** Steps of 16-bit audio are lost in each of two recordings. */
    private static final double ROUNDING = 2.0 / 32_768;

    @TempDir Path folder;
    private List<Manifest.Entry> noises;

    @BeforeEach
    void hiss() throws IOException {
        Random random = new Random(1);
        float[] hiss = new float[5 * RATE];
        for (int n = 0; n < hiss.length; n++) {
            hiss[n] = (float) (0.01 * random.nextGaussian());
        }
        write("hiss.wav", hiss);
        write("silent.wav", new float[RATE]);
        write("short.wav", Whistles.whistled(List.of("440"), 0.001));
        noises = manifest("hiss.wav\t\t\tnoise", "short.wav\t\t\tnoise", "silent.wav\t\t\tnoise");
    }

    @Test
    void speechIsAsFarAboveTheNoiseAsAsked() {
        Take clean = take("seven", 0.1);
        List<Take> takes = mix(1, clean);

        assertThat(takes)
                .extracting(Take::condition)
                .containsExactly("clean", "20 dB", "10 dB", "0 dB", "-5 dB");
        assertThat(takes.get(0)).isSameAs(clean);
        for (int r = 0; r < RATIOS.size(); r++) {
            float[] noise = minus(takes.get(r + 1), clean);
            // A sine of 0.1, as loud in all of its speech.
            double speech = 0.1 / Math.sqrt(2);
            double ratio = 20 * Math.log10(speech / Whistles.level(noise, 0, noise.length));
            assertThat(ratio).isCloseTo(RATIOS.get(r), within(0.05));
        }
    }

    @Test
    void atEveryRatioTheNoiseIsTheSame() {
        Take clean = take("seven", 0.1);
        List<Take> takes = mix(1, clean);
        float[] at0 = minus(takes.get(3), clean);
        float[] at20 = minus(takes.get(1), clean);

        for (int n = 0; n < at0.length; n++) {
            assertThat(at20[n]).isCloseTo(at0[n] / 10, within((float) (1.1 * ROUNDING)));
        }
    }

    @Test
    void nameAndSeedAloneChooseTheNoise() {
        byte[] once = mix(1, take("seven", 0.1)).get(2).audio().data();

        assertThat(mix(1, take("two", 0.1), take("seven", 0.1)).get(7).audio().data())
                .isEqualTo(once);
        assertThat(mix(1, take("two", 0.1)).get(2).audio().data()).isNotEqualTo(once);
        assertThat(mix(2, take("seven", 0.1)).get(2).audio().data()).isNotEqualTo(once);
    }

    @Test
    void whatWouldNotFitFullScaleIsMadeQuieter() {
        Take loud = take("seven", 0.9);
        float[] mixed = mix(1, loud).get(4).audio().samples(RATE);

        double loudest = 0;
        int atFullScale = 0;
        for (float sample : mixed) {
            loudest = Math.max(loudest, Math.abs(sample));
            atFullScale += Math.abs(sample) > 0.999 ? 1 : 0;
        }
        assertThat(loudest).isGreaterThan(0.999);
        assertThat(atFullScale).isEqualTo(1);
    }

    @Test
    void whereNothingIsSaidNothingIsMixed() {
        Take nothing = new Take("hum", "", "", Take.CLEAN, audio(0.1), List.of(), List.of());

        assertThat(mix(1, nothing)).containsExactly(nothing);
    }

    @Test
    void namesNoiseThatCannotBeUsed() {
        Takes takes = new Mixed(noises, RATE, 1).with(Takes.of(Stream.of()), RATIOS);

        assertThat(takes.skipped()).singleElement().asString().contains("silent.wav: silent");
    }

    @Test
    void noNoiseIsAnError() throws IOException {
        List<Manifest.Entry> none = manifest("hiss.wav\tseven\tanna\tdigits", "hiss.wav\t\t\trir");

        assertThatThrownBy(() -> new Mixed(none, RATE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no noise among 2 recordings, expected some without words");
    }

    private List<Take> mix(long seed, Take... takes) {
        return new Mixed(noises, RATE, seed)
                .with(Takes.of(Stream.of(takes)), RATIOS).stream().toList();
    }

    private static Take take(String name, double level) {
        return new Take(name, "anna", "", Take.CLEAN, audio(level), List.of("seven"), List.of());
    }

    private static Recording audio(double level) {
        return Recording.of(RATE, Whistles.whistled(List.of("400"), level));
    }

    private static float[] minus(Take mixed, Take clean) {
        float[] difference = mixed.audio().samples(RATE);
        float[] samples = clean.audio().samples(RATE);
        for (int n = 0; n < difference.length; n++) {
            difference[n] -= samples[n];
        }
        return difference;
    }

    private void write(String name, float[] samples) throws IOException {
        Files.write(folder.resolve(name), WavFile.write(RATE, samples));
    }

    private List<Manifest.Entry> manifest(String... lines) throws IOException {
        String text = "path\twords\tspeaker\tkind\n" + String.join("\n", lines);
        return Manifest.read(Files.writeString(folder.resolve("manifest.tsv"), text));
    }
}
