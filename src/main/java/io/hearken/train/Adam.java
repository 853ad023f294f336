package io.hearken.train;

/**
 * Adam (Kingma and Ba, 2015, algorithm 1), with the gradient's norm clipped first (Pascanu, Mikolov
 * and Bengio, 2013).
 */
final class Adam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final float EPSILON = 1e-8f;

    private final float[] mean;
    private final float[] square;
    private final double clip;
    private int step;

    /**
     * @param size parameters
     * @param clip longest gradient, as a Euclidean norm
     */
    Adam(int size, double clip) {
        this.mean = new float[size];
        this.square = new float[size];
        this.clip = clip;
    }

    /**
     * Moves {@code parameters} against {@code gradient}; returns the gradient's norm before
     * clipping.
     */
    double step(float[] parameters, float[] gradient, double rate) {
        double norm = norm(gradient);
        float scale = (float) Math.min(1, clip / Math.max(norm, 1e-12));
        step++;
        double pace = rate * Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step));
        // Three loops that write one array each, in float: then the compiler vectorizes them.
        for (int j = 0; j < mean.length; j++) {
            mean[j] += (float) (1 - BETA1) * (gradient[j] * scale - mean[j]);
        }
        for (int j = 0; j < square.length; j++) {
            float g = gradient[j] * scale;
            square[j] += (float) (1 - BETA2) * (g * g - square[j]);
        }
        move(parameters, (float) pace);
        return norm;
    }

    private void move(float[] parameters, float pace) {
        for (int j = 0; j < parameters.length; j++) {
            parameters[j] -= pace * mean[j] / ((float) Math.sqrt(square[j]) + EPSILON);
        }
    }

    /** What it has learned of the gradients' mean; its own array, to write down or fill. */
    float[] mean() {
        return mean;
    }

    /** What it has learned of the gradients' squares; its own array, to write down or fill. */
    float[] square() {
        return square;
    }

    int steps() {
        return step;
    }

    void steps(int steps) {
        step = steps;
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
