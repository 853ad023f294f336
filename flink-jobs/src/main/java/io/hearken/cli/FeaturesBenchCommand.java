package io.hearken.cli;

import io.hearken.feature.FeatureSpec;
import io.hearken.recognizer.FeatureStage;
import io.hearken.recognizer.FeatureState;
import io.hearken.recognizer.Model;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Turn;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearken bench features}: from bytes to vectors. */
@Command(
        name = "features",
        description = {
            "What it costs to decode audio and to make features of it, on one thread.",
            "One operation is a chunk of 100 ms; times are of the processor, medians of 7 rounds."
        },
        sortOptions = false,
        footer = {"", "Example:", "  hearken bench features --model commands"})
final class FeaturesBenchCommand implements Callable<Integer> {
    private static final int CHUNKS_A_SECOND = 10;
    private static final int SEED = 7;

    /** One kind of audio. */
    record Result(
            String audio,
            int sampleRate,
            double microsPerChunk,
            double microsPerFrame,
            double audioSecondsPerCpuSecond) {}

    @Spec private CommandSpec spec;
    @Mixin private ModelOption model;

    @Option(
            names = "--round",
            paramLabel = "MS",
            defaultValue = "300",
            description = "How long a round lasts (default: ${DEFAULT-VALUE}).")
    private long roundMillis;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Model hears = model.read();
        int own = hears.features().sampleRate();
        int other = own == 8_000 ? 16_000 : 8_000;
        List<Result> results = new ArrayList<>();
        for (AudioFormat format :
                List.of(
                        new AudioFormat(Encoding.PCM_S16LE, own, 1),
                        new AudioFormat(Encoding.PCM_MULAW, own, 1),
                        new AudioFormat(Encoding.PCM_F32LE, own, 1),
                        new AudioFormat(Encoding.PCM_S16LE, own, 2),
                        new AudioFormat(Encoding.PCM_S16LE, other, 1),
                        new AudioFormat(Encoding.PCM_S16LE, 44_100, 1))) {
            results.add(measure(hears, format));
        }
        print(hears.features(), results);
        return 0;
    }

    private Result measure(Model hears, AudioFormat format) {
        FeatureStage stage = new FeatureStage(hears);
        FeatureState state = stage.begin("bench");
        List<AudioChunk> chunks = chunks(format);
        int[] next = {0};
        double micros =
                new Stopwatch(roundMillis)
                        .micros(
                                () -> {
                                    next[0] = (next[0] + 1) % chunks.size();
                                    Turn<FeatureState, AudioChunk, FeatureFrames> turn =
                                            new Turn<>(state, chunks.get(next[0]));
                                    stage.advance(List.of(turn));
                                });
        FeatureSpec features = hears.features();
        double frames = (double) features.sampleRate() / features.hop() / CHUNKS_A_SECOND;
        String audio = format.encoding().label() + (format.channels() > 1 ? " stereo" : "");
        return new Result(
                audio,
                format.sampleRate(),
                micros,
                micros / frames,
                1e6 / CHUNKS_A_SECOND / micros);
    }

    /** A second of noise. */
    private static List<AudioChunk> chunks(AudioFormat format) {
        Random random = new Random(SEED);
        int bytes = format.sampleRate() / CHUNKS_A_SECOND * format.bytesPerFrame();
        return IntStream.range(0, CHUNKS_A_SECOND)
                .mapToObj(i -> AudioChunk.of("bench", noise(bytes, format, random), format, false))
                .toList();
    }

    private static byte[] noise(int bytes, AudioFormat format, Random random) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        if (format.encoding() == Encoding.PCM_F32LE) {
            for (int i = 3; i < bytes; i += 4) {
                noise[i] = 0x3d; // the exponent of 0.03 to 0.12
            }
        }
        return noise;
    }

    private void print(FeatureSpec features, List<Result> results) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(results));
        } else {
            out.printf(
                    "%d coefficients of %d samples, %d frames a second%n%n",
                    features.coefficients(),
                    features.frameLength(),
                    features.sampleRate() / features.hop());
            out.printf(
                    "%-18s %8s %14s %14s %30s%n",
                    "audio", "Hz", "µs a chunk", "µs a frame", "audio s for a processor's s");
            for (Result result : results) {
                out.printf(
                        "%-18s %8d %14.1f %14.2f %,30.0f%n",
                        result.audio(),
                        result.sampleRate(),
                        result.microsPerChunk(),
                        result.microsPerFrame(),
                        result.audioSecondsPerCpuSecond());
            }
        }
        out.flush();
    }
}
