package io.hearken.train;

import static io.hearken.stream.Checks.require;

/**
 * How long, how large and how fast to train.
 *
 * @param layers LSTM layers
 * @param hidden units in each
 * @param updates steps of the optimizer
 * @param streams streams in a batch
 * @param seconds length of a stretch of a stream
 * @param rate the learning rate at its highest
 * @param validation the share of speakers kept for validation
 * @param seed the same seed gives the same model
 */
public record TrainingSettings(
        int layers,
        int hidden,
        int updates,
        int streams,
        double seconds,
        double rate,
        double validation,
        long seed) {
    /** Two layers of 128 units: the shipped models' size. */
    public static final TrainingSettings DEFAULT =
            new TrainingSettings(2, 128, 8_000, 24, 4.0, 2e-3, 0.1, 1);

    public TrainingSettings {
        require(1 <= layers && layers <= 8, "layers must be 1 to 8, got %d", layers);
        require(8 <= hidden && hidden <= 1024, "hidden must be 8 to 1024, got %d", hidden);
        require(updates > 0, "updates must be positive, got %d", updates);
        require(streams > 0, "streams must be positive, got %d", streams);
        require(seconds >= 1.5, "seconds must be at least 1.5, got %s", seconds);
        require(rate > 0, "rate must be positive, got %s", rate);
        require(
                0 < validation && validation < 1,
                "validation must be between 0 and 1, got %s",
                validation);
    }

    /** These settings for another size, length, split and seed. */
    public TrainingSettings with(int hidden, int updates, double validation, long seed) {
        return new TrainingSettings(
                layers, hidden, updates, streams, seconds, rate, validation, seed);
    }
}
