package io.hearken.train;

import java.util.SplittableRandom;

/**
 * The classic tests of long memory. Everything that tells the answer comes long before it is asked
 * for.
 */
enum MemoryTask {
    /**
     * Two of T numbers in 0 to 1 are marked, one in each half; their sum is asked for at the end
     * (Hochreiter and Schmidhuber, 1997). Who guesses 1 is off by 0.167 in the mean square.
     */
    ADDING(2, 1, 1, 1 / 6.0, 0.01),

    /**
     * The first step shows one of eight symbols, then nothing comes; which it was is asked for at
     * the end. Who guesses loses ln 8 = 2.08 nats.
     */
    COPY(9, 8, 0, Math.log(8), 0.05);

    final int inputs;
    final int symbols;
    final int numbers;

    /** The loss of who remembers nothing. */
    final double guess;

    /** The loss at which it is solved. */
    final double solved;

    MemoryTask(int inputs, int symbols, int numbers, double guess, double solved) {
        this.inputs = inputs;
        this.symbols = symbols;
        this.numbers = numbers;
        this.guess = guess;
        this.solved = solved;
    }

    /**
     * Streams to learn from.
     *
     * @param x [T·B × D]: vector t·B + b is step t of stream b
     * @param answers [B]
     */
    record Examples(float[] x, float[] answers) {}

    Examples draw(int steps, int streams, SplittableRandom random) {
        float[] x = new float[steps * streams * inputs];
        float[] answers = new float[streams];
        for (int b = 0; b < streams; b++) {
            answers[b] =
                    this == ADDING
                            ? add(x, b, steps, streams, random)
                            : show(x, b, steps, streams, random);
        }
        return new Examples(x, answers);
    }

    private static float add(float[] x, int b, int steps, int streams, SplittableRandom random) {
        int first = random.nextInt(steps / 2);
        int second = steps / 2 + random.nextInt(steps / 2);
        float sum = 0;
        for (int t = 0; t < steps; t++) {
            int at = (t * streams + b) * 2;
            x[at] = (float) random.nextDouble();
            if (t == first || t == second) {
                x[at + 1] = 1;
                sum += x[at];
            }
        }
        return sum;
    }

    private static float show(float[] x, int b, int steps, int streams, SplittableRandom random) {
        int symbol = random.nextInt(8);
        x[b * 9 + symbol] = 1;
        x[((steps - 1) * streams + b) * 9 + 8] = 1;
        return symbol;
    }

    /**
     * The mean loss of streams.
     *
     * @param rows [T·B × (V + R)], as the network says; becomes the gradient
     */
    double loss(float[] rows, float[] answers, int steps) {
        int width = symbols + numbers;
        int last = (steps - 1) * answers.length * width;
        double loss = 0;
        for (int at = 0; at < last; at++) {
            rows[at] = 0;
        }
        for (int b = 0; b < answers.length; b++) {
            int at = last + b * width;
            loss += this == ADDING ? square(rows, at, b, answers) : entropy(rows, at, b, answers);
        }
        return loss / answers.length;
    }

    private static double square(float[] rows, int at, int b, float[] answers) {
        float off = rows[at + 1] - answers[b];
        rows[at] = 0;
        rows[at + 1] = 2 * off / answers.length;
        return (double) off * off;
    }

    private double entropy(float[] rows, int at, int b, float[] answers) {
        int right = (int) answers[b];
        double loss = -rows[at + right];
        for (int v = 0; v < symbols; v++) {
            float posterior = (float) Math.exp(rows[at + v]);
            rows[at + v] = (posterior - (v == right ? 1 : 0)) / answers.length;
        }
        return loss;
    }
}
