package io.hearken.train;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.Matrix;
import io.hearken.page.Axis;
import io.hearken.page.Block;
import io.hearken.page.Chart;
import io.hearken.page.Heading;
import io.hearken.page.Page;
import io.hearken.page.Series;
import io.hearken.page.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How far back each cell learns to remember, and what helps: trains all, and writes a page with the
 * curves. Half an hour on one core.
 */
public final class LongMemory {
    private static final int[] LENGTHS = {100, 400, 1_000};
    private static final int HIDDEN = 48;
    private static final int STREAMS = 32;
    private static final int UPDATES = 6_000;
    private static final int EVERY = 20;
    private static final double RATE = 2e-3;
    private static final double CLIP = 1;
    private static final double UNCLIPPED = 1e9;

    private LongMemory() {}

    /** What the forget gates' biases begin with. */
    private enum Begin {
        ZERO,
        ONE,

        /**
         * Of a stream of T steps log of 1 to T - 1; the input gates' the opposite (Tallec and
         * Ollivier, 2018).
         */
        LENGTH
    }

    /**
     * A run to do.
     *
     * @param part steps after which the gradient ends while the state is carried on; 0: none
     */
    private record Trial(
            String name,
            MemoryTask task,
            Cell cell,
            int steps,
            Begin begin,
            double clip,
            int part) {}

    /**
     * A run that is done.
     *
     * @param solvedAt the update at which it was solved; -1 if it was not
     */
    private record Outcome(Trial trial, List<Series.Point> curve, int solvedAt, double seconds) {}

    /**
     * Trains all.
     *
     * @param arguments the page to write, behind what is meant for JMH
     */
    public static void main(String[] arguments) throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (MemoryTask task : MemoryTask.values()) {
            List<Outcome> outcomes = new ArrayList<>();
            for (int steps : LENGTHS) {
                List<Outcome> ofLength = new ArrayList<>();
                for (Cell cell : Cell.values()) {
                    String name = cell.toString();
                    ofLength.add(run(new Trial(name, task, cell, steps, Begin.ONE, CLIP, 0)));
                }
                blocks.add(chart(task, steps + " steps", ofLength));
                outcomes.addAll(ofLength);
            }
            blocks.add(table(outcomes));
        }
        List<Outcome> helped = helps().stream().map(LongMemory::run).toList();
        blocks.add(chart(MemoryTask.COPY, "what helps an LSTM, 400 steps", helped));
        blocks.add(table(helped));
        blocks.add(new Heading("Settings", settings()));
        Page page = new Page("Long memory", "How far back each cell learns to remember", blocks);
        Files.writeString(Path.of(arguments[arguments.length - 1]), page.html());
    }

    private static List<Trial> helps() {
        MemoryTask copy = MemoryTask.COPY;
        Cell lstm = Cell.LSTM;
        return List.of(
                new Trial("forget bias 0", copy, lstm, 400, Begin.ZERO, CLIP, 0),
                new Trial("forget bias 1", copy, lstm, 400, Begin.ONE, CLIP, 0),
                new Trial("biases by length", copy, lstm, 400, Begin.LENGTH, CLIP, 0),
                new Trial("forget bias 1, no clipping", copy, lstm, 400, Begin.ONE, UNCLIPPED, 0),
                new Trial("by length, no clipping", copy, lstm, 400, Begin.LENGTH, UNCLIPPED, 0),
                new Trial("by length, gradient of 100", copy, lstm, 400, Begin.LENGTH, CLIP, 100));
    }

    private static Outcome run(Trial trial) {
        MemoryTask task = trial.task;
        TrainingNetwork.Shape shape =
                new TrainingNetwork.Shape(
                        trial.cell, task.inputs, HIDDEN, 1, task.symbols, task.numbers);
        SplittableRandom random = new SplittableRandom(trial.steps);
        float[] values = TrainingNetwork.initial(shape, random);
        begin(trial, shape, values, random);
        Matrix parameters = new Matrix(values.length, 1);
        int part = trial.part == 0 ? trial.steps : trial.part;
        TrainingNetwork network = new TrainingNetwork(shape, parameters, part, STREAMS);
        Adam adam = new Adam(values.length, trial.clip);
        float[] gradient = new float[values.length];
        List<Series.Point> curve = new ArrayList<>();
        long start = System.nanoTime();
        int solvedAt = -1;
        double sum = 0;
        for (int update = 1; update <= UPDATES && solvedAt < 0; update++) {
            parameters.put(0, values, values.length);
            MemoryTask.Examples examples = task.draw(trial.steps, STREAMS, random);
            sum += pass(trial, network, examples, part, gradient);
            adam.step(values, gradient, RATE);
            if (update % EVERY == 0) {
                double mean = sum / EVERY;
                curve.add(new Series.Point(update, Math.min(mean, 3 * task.guess)));
                solvedAt = mean <= task.solved ? update : -1;
                sum = 0;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.err.printf(
                Locale.ROOT,
                "%s %d %s: %s, %.0f s%n",
                task,
                trial.steps,
                trial.name,
                solvedAt < 0 ? "not solved" : solvedAt,
                seconds);
        return new Outcome(trial, curve, solvedAt, seconds);
    }

    /** Forward through all parts, the state carried on; backward through the last. */
    private static double pass(
            Trial trial,
            TrainingNetwork network,
            MemoryTask.Examples examples,
            int part,
            float[] gradient) {
        float[][] h = network.zeroState();
        float[][] c = network.zeroState();
        int size = part * STREAMS * trial.task.inputs;
        float[] rows = {};
        for (int from = 0; from < examples.x().length; from += size) {
            rows = network.forward(Arrays.copyOfRange(examples.x(), from, from + size), h, c);
        }
        double loss = trial.task.loss(rows, examples.answers(), part);
        network.backward(rows, gradient);
        return loss;
    }

    private static void begin(
            Trial trial, TrainingNetwork.Shape shape, float[] values, SplittableRandom random) {
        if (trial.cell != Cell.LSTM || trial.begin == Begin.ONE) {
            return;
        }
        int input = HIDDEN * 4 * (trial.task.inputs + HIDDEN);
        for (int j = 0; j < HIDDEN; j++) {
            float forget =
                    trial.begin == Begin.ZERO
                            ? 0
                            : (float) Math.log(1 + random.nextDouble() * (trial.steps - 2));
            values[input + HIDDEN + j] = forget;
            values[input + j] = trial.begin == Begin.ZERO ? 0 : -forget;
        }
    }

    private static Chart chart(MemoryTask task, String what, List<Outcome> outcomes) {
        List<Series> series =
                outcomes.stream().map(one -> Series.line(one.trial.name, one.curve)).toList();
        return new Chart(
                (task == MemoryTask.ADDING ? "Adding, " : "Copy of a symbol, ") + what,
                Axis.around("updates", new double[] {0, UPDATES}),
                Axis.around(
                        task == MemoryTask.ADDING ? "mean square" : "nats",
                        new double[] {0, 1.5 * task.guess}),
                series);
    }

    private static Table table(List<Outcome> outcomes) {
        List<List<String>> rows = new ArrayList<>();
        for (Outcome one : outcomes) {
            double last = one.curve.get(one.curve.size() - 1).y();
            rows.add(
                    List.of(
                            one.trial.task.toString().toLowerCase(Locale.ROOT),
                            String.valueOf(one.trial.steps),
                            one.trial.name,
                            one.solvedAt < 0 ? "not in " + UPDATES : "after " + one.solvedAt,
                            String.format(Locale.ROOT, "%.3f", last),
                            String.format(Locale.ROOT, "%.3f", one.trial.task.guess),
                            String.format(Locale.ROOT, "%.0f s", one.seconds)));
        }
        return new Table(
                List.of(
                        "task",
                        "steps",
                        "network",
                        "solved",
                        "loss at the end",
                        "of who guesses",
                        "took"),
                rows);
    }

    private static String settings() {
        return String.format(
                Locale.ROOT,
                "One layer of %d units, %d streams in an update, Adam at a rate of %s, gradients of norm"
                        + " above %s clipped, forget gates' biases 1 where nothing else is said; solved"
                        + " is a mean loss over %d updates of at most %s (adding) or %s (copy). One run"
                        + " each.",
                HIDDEN,
                STREAMS,
                RATE,
                CLIP,
                EVERY,
                MemoryTask.ADDING.solved,
                MemoryTask.COPY.solved);
    }
}
