package io.hearken.recognizer;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RecurrentLayer;
import io.hearken.audio.AudioException;
import io.hearken.audio.Manifest;
import io.hearken.audio.SpeechBounds;
import io.hearken.audio.WavFile;
import io.hearken.feature.FeatureSpec;
import io.hearken.feature.Normalization;
import io.hearken.stream.Hypothesis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * How well a classifier's utterances are told: makes streams of single words, with something
 * between and behind them, has a network label them that says the same of everything, and prints
 * where the utterances lay.
 */
public final class Endpoints {
    /** Root mean square of the words, of which each differs by up to 6 dB. */
    private static final double LOUDNESS = 0.05;

    private static final int WORDS = 8;
    private static final double PAUSE_SECONDS = 1.5;

    /** What an utterance has before and behind the speech in it. */
    private static final double LEAD_SECONDS = 0.3;

    private Endpoints() {}

    /** What is behind the words of a stream. */
    private enum Behind {
        NOTHING("digital silence", 50),
        STEP("±1 step of 16 bits", 50),
        GATED("digital silence, also within the clips, outside the words", 50),
        WHITE_20("white noise, 20 dB", 50),
        HOLE("the same, and a hole of 0.2 s somewhere", 50),
        HOLES("the same, and a hole of 0.2 s right behind each word", 50),
        MUTED("the same, and 0.5 s of zeros at the start", 50),
        WHITE_10("white noise, 10 dB", 50),
        STEADY_20("pink noise, running tap and dishes, 20 dB", 30),
        STEADY_10("pink noise, running tap and dishes, 10 dB", 30),
        ROOM_20("a second of a room over and over, which clicks, 20 dB", 50),
        CAT_20("somebody who miaows, 20 dB", 10);

        final String name;
        final int streams;

        Behind(String name, int streams) {
            this.name = name;
            this.streams = streams;
        }

        /** Decibels below the words. */
        int below() {
            return name().endsWith("_10") ? 10 : 20;
        }
    }

    /**
     * A stream.
     *
     * @param samples in ±1
     * @param words where they are
     */
    private record Stream(float[] samples, List<SpeechBounds> words) {}

    /**
     * How many words there were, how many had an utterance of their own, and utterances of none.
     */
    private record Score(int words, int found, int tooMany) {}

    /**
     * Prints the table.
     *
     * @param arguments the manifest of the recorded speech, behind what is meant for JMH
     */
    public static void main(String[] arguments) {
        List<Manifest.Entry> all = Manifest.read(Path.of(arguments[arguments.length - 1]));
        System.out.println(
                "| behind the words | words | found, 8 kHz | 16 kHz | too many, 8 kHz | 16 kHz |");
        System.out.println("|---|---|---|---|---|---|");
        for (Behind behind : Behind.values()) {
            Score narrow = score(behind, FeatureSpec.SPEECH_8K, all);
            Score wide = score(behind, FeatureSpec.SPEECH_16K, all);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.1f %% | %.1f %% | %d | %d |%n",
                    behind.name,
                    narrow.words,
                    100.0 * narrow.found / narrow.words,
                    100.0 * wide.found / wide.words,
                    narrow.tooMany,
                    wide.tooMany);
        }
    }

    private static Score score(Behind behind, FeatureSpec spec, List<Manifest.Entry> all) {
        Recognizer recognizer = new Recognizer(monotonous(spec));
        Maker maker = new Maker(behind, spec.sampleRate(), all);
        int words = 0;
        int found = 0;
        int tooMany = 0;
        for (int i = 0; i < behind.streams; i++) {
            Stream stream = maker.stream(i);
            byte[] file = WavFile.write(spec.sampleRate(), stream.samples);
            List<Hypothesis> heard = recognizer.recognize("s", WavFile.parse(file));
            Score score = score(stream, heard, spec.sampleRate());
            words += score.words;
            found += score.found;
            tooMany += score.tooMany;
        }
        return new Score(words, found, tooMany);
    }

    private static Score score(Stream stream, List<Hypothesis> heard, int rate) {
        int[] utterancesOf = new int[stream.words.size()];
        boolean[] isAlone = new boolean[utterancesOf.length];
        int tooMany = 0;
        for (Hypothesis said : heard) {
            List<Integer> in = new ArrayList<>();
            for (int w = 0; w < utterancesOf.length; w++) {
                SpeechBounds word = stream.words.get(w);
                if ((said.start() + LEAD_SECONDS) * rate < word.end()
                        && word.start() < (said.end() - LEAD_SECONDS) * rate) {
                    in.add(w);
                    utterancesOf[w]++;
                    isAlone[w] = true;
                }
            }
            tooMany += in.isEmpty() ? 1 : 0;
            if (in.size() > 1) {
                in.forEach(w -> isAlone[w] = false);
            }
        }
        int found = 0;
        for (int w = 0; w < utterancesOf.length; w++) {
            found += utterancesOf[w] == 1 && isAlone[w] ? 1 : 0;
        }
        return new Score(utterancesOf.length, found, tooMany);
    }

    /** A network that says the same of everything. */
    private static Model monotonous(FeatureSpec spec) {
        int D = spec.dimension();
        RecurrentLayer layer =
                new RecurrentLayer(
                        Cell.TANH, D, 1, new float[D], new float[1], new float[1], new float[1]);
        NetworkWeights weights =
                new NetworkWeights(List.of(layer), new float[2], new float[] {9, 0});
        List<String> symbols = List.of("word", "none");
        return new Model(
                "monotonous",
                "",
                spec,
                Normalization.identity(D),
                symbols,
                weights,
                Speech.of(symbols),
                Head.UTTERANCE,
                Map.of());
    }

    /** Makes streams, of the same words for every kind of background. */
    private static final class Maker {
        private final Behind behind;
        private final int rate;

        /** Of words, and of what is behind them. */
        private final Random random = new Random(1);

        private final Random behindRandom = new Random(2);
        private final List<Manifest.Entry> words;
        private final List<float[]> noises;

        Maker(Behind behind, int rate, List<Manifest.Entry> all) {
            this.behind = behind;
            this.rate = rate;
            this.words = all.stream().filter(Endpoints::isWord).toList();
            this.noises = noises(all);
        }

        private List<float[]> noises(List<Manifest.Entry> all) {
            Predicate<String> isOne =
                    switch (behind) {
                        case STEADY_20, STEADY_10 ->
                                name -> name.matches(".*(pink_noise|running_tap|dishes)\\.wav");
                        case ROOM_20 -> name -> name.contains("/silence/");
                        case CAT_20 -> name -> name.contains("miaow");
                        default -> name -> false;
                    };
            return all.stream()
                    .filter(one -> isOne.test(one.columns().get("path")))
                    .map(one -> one.recording().samples(rate))
                    .filter(samples -> loudness(samples) > 1e-6)
                    .toList();
        }

        Stream stream(int number) {
            List<float[]> parts = new ArrayList<>();
            List<SpeechBounds> bounds = new ArrayList<>();
            int at = add(parts, silence(0.5 + 2 * random.nextDouble()));
            while (bounds.size() < WORDS) {
                float[] clip = clip(words.get(random.nextInt(words.size())));
                SpeechBounds speech = SpeechBounds.find(clip).orElse(null);
                if (speech == null) {
                    continue;
                }
                even(clip, speech);
                bounds.add(new SpeechBounds(at + speech.start(), at + speech.end()));
                at += add(parts, clip) + add(parts, silence(PAUSE_SECONDS));
            }
            Stream stream = new Stream(joined(parts, at), bounds);
            addNoise(stream.samples, number);
            digHoles(stream);
            return stream;
        }

        /** Nothing of a recording that is broken. */
        private float[] clip(Manifest.Entry word) {
            try {
                return word.recording().samples(rate);
            } catch (AudioException e) {
                return new float[0];
            }
        }

        /** Makes the word about as loud as others; a gate shuts out what is around it. */
        private void even(float[] clip, SpeechBounds speech) {
            double decibels = 12 * (random.nextDouble() - 0.5);
            double gain = LOUDNESS * Math.pow(10, decibels / 20) / speech.loudness(clip);
            for (int n = 0; n < clip.length; n++) {
                boolean isShut = n < speech.start() || n >= speech.end();
                clip[n] = behind == Behind.GATED && isShut ? 0 : (float) (gain * clip[n]);
            }
        }

        private float[] silence(double seconds) {
            return new float[(int) (seconds * rate)];
        }

        private void addNoise(float[] samples, int number) {
            double level = LOUDNESS * Math.pow(10, -behind.below() / 20.0);
            switch (behind) {
                case NOTHING, GATED -> {}
                case STEP -> {
                    for (int n = 0; n < samples.length; n++) {
                        samples[n] += (behindRandom.nextInt(3) - 1) / 32768f;
                    }
                }
                case WHITE_20, WHITE_10, HOLE, HOLES, MUTED -> {
                    for (int n = 0; n < samples.length; n++) {
                        samples[n] += (float) (level * behindRandom.nextGaussian());
                    }
                }
                default -> {
                    float[] noise = noises.get(number % noises.size());
                    int from = behindRandom.nextInt(noise.length);
                    double gain = level / loudness(noise);
                    for (int n = 0; n < samples.length; n++) {
                        samples[n] += (float) (gain * noise[(from + n) % noise.length]);
                    }
                }
            }
        }

        private void digHoles(Stream stream) {
            if (behind == Behind.MUTED) {
                dig(stream, 0, 0.5);
            } else if (behind == Behind.HOLE) {
                dig(stream, behindRandom.nextInt(stream.samples.length), 0.2);
            } else if (behind == Behind.HOLES) {
                stream.words.forEach(word -> dig(stream, word.end(), 0.2));
            }
        }

        private void dig(Stream stream, int from, double seconds) {
            int to = Math.min(stream.samples.length, from + (int) (seconds * rate));
            Arrays.fill(stream.samples, from, to, 0);
        }

        private static int add(List<float[]> parts, float[] part) {
            parts.add(part);
            return part.length;
        }

        private static float[] joined(List<float[]> parts, int length) {
            float[] all = new float[length];
            int at = 0;
            for (float[] part : parts) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            return all;
        }

        private static double loudness(float[] samples) {
            double sum = 0;
            for (float sample : samples) {
                sum += (double) sample * sample;
            }
            return Math.sqrt(sum / samples.length);
        }
    }

    private static boolean isWord(Manifest.Entry one) {
        String kind = one.columns().get("kind");
        return one.words().size() == 1 && ("digits".equals(kind) || "commands".equals(kind));
    }
}
