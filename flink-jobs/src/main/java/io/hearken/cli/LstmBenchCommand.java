package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import io.hearken.acoustic.Hearing;
import io.hearken.acoustic.Network;
import io.hearken.acoustic.NetworkState;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RecurrentLayer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearken bench lstm}: streams through a network together. */
@Command(
        name = "lstm",
        description = {
            "What it costs to advance streams through a network together, on one thread.",
            "Times are of the processor, medians of 7 rounds."
        },
        sortOptions = false,
        footer = {"", "Example:", "  hearken bench lstm --model commands --streams 1,32"})
final class LstmBenchCommand implements Callable<Integer> {
    private static final int SEED = 7;

    /**
     * One size of a call.
     *
     * @param gigaflops products and sums of the matrices, of a second in 10⁹; gates left out
     */
    record Result(
            int streams,
            int frames,
            double microsPerCall,
            double microsPerFrame,
            double gigaflops) {}

    /** What is measured. */
    record Report(String engine, List<Integer> hidden, int inputs, List<Result> calls) {}

    @Spec private CommandSpec spec;
    @Mixin private ModelOption model;

    @Option(
            names = "--streams",
            paramLabel = "N,N…",
            split = ",",
            defaultValue = "1,8,32,128",
            description = "Streams in a call (default: ${DEFAULT-VALUE}).")
    private List<Integer> streams;

    @Option(
            names = "--frames",
            paramLabel = "N,N…",
            split = ",",
            defaultValue = "1,10",
            description = "Frames of each stream in a call (default: ${DEFAULT-VALUE}).")
    private List<Integer> frames;

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
        for (int size : Stream.concat(streams.stream(), frames.stream()).toList()) {
            require(size > 0, "--streams and --frames must be positive, got %d", size);
        }
        NetworkWeights weights = model.read().weights();
        List<Result> calls = new ArrayList<>();
        for (int count : frames) {
            for (int together : streams) {
                calls.add(measure(weights, together, count));
            }
        }
        List<Integer> hidden = weights.layers().stream().map(RecurrentLayer::hiddenSize).toList();
        print(new Report(Network.engine(), hidden, weights.inputSize(), calls));
        return 0;
    }

    private Result measure(NetworkWeights weights, int together, int count) {
        Hearing network = Hearing.of(weights);
        Random random = new Random(SEED);
        List<NetworkState> states =
                Stream.generate(() -> NetworkState.zero(weights)).limit(together).toList();
        List<float[]> inputs =
                Stream.generate(() -> noise(count * weights.inputSize(), random))
                        .limit(together)
                        .toList();
        double micros = new Stopwatch(roundMillis).micros(() -> network.advance(states, inputs));
        double each = micros / together / count;
        return new Result(together, count, micros, each, 2e-3 * products(weights) / each);
    }

    private static float[] noise(int count, Random random) {
        float[] noise = new float[count];
        IntStream.range(0, count).forEach(i -> noise[i] = (float) random.nextGaussian());
        return noise;
    }

    /** Of one stream and frame. */
    private static long products(NetworkWeights weights) {
        long products = weights.outputWeight().length + weights.timesWeight().length;
        for (RecurrentLayer layer : weights.layers()) {
            long half = layer.weightIh().length + layer.weightHh().length;
            products += layer.backward().isPresent() ? 2 * half : half;
        }
        return products;
    }

    private void print(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(report));
        } else {
            out.printf(
                    "%d inputs, layers of %s, by %s%n%n",
                    report.inputs, report.hidden, report.engine);
            out.printf(
                    "%8s %8s %12s %24s %10s%n",
                    "streams", "frames", "µs a call", "µs a stream and frame", "GFLOP/s");
            for (Result call : report.calls) {
                out.printf(
                        "%8d %8d %12.1f %24.2f %10.0f%n",
                        call.streams,
                        call.frames,
                        call.microsPerCall,
                        call.microsPerFrame,
                        call.gigaflops);
            }
        }
        out.flush();
    }
}
