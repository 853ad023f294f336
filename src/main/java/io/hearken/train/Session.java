package io.hearken.train;

import static io.hearken.stream.Checks.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearken.recognizer.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A training run at one moment: all that the updates to come depend on. Written to a file and read
 * again, it goes on to the very same model.
 */
final class Session {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The averages forget over a thousand updates (Polyak and Juditsky, 1992). */
    private static final double FORGETTING = 1e-3;

    final float[] values;
    final float[] average;
    final float[] best;
    final Adam adam;
    final float[][] h;
    final float[][] c;
    final List<Curve.Point> curve = new ArrayList<>();

    int update;
    int bestUpdate;
    double bestErrors = Double.POSITIVE_INFINITY;
    double lossSum;
    int lossCount;

    private Session(
            float[] values, float[] average, float[] best, Adam adam, float[][] h, float[][] c) {
        this.values = values;
        this.average = average;
        this.best = best;
        this.adam = adam;
        this.h = h;
        this.c = c;
    }

    /** A run that has not begun. */
    static Session fresh(TrainingNetwork.Shape shape, int streams, double longest, long seed) {
        float[] values = TrainingNetwork.initial(shape, new SplittableRandom(seed));
        float[][] h = new float[shape.layers()][shape.hidden() * streams];
        float[][] c = new float[shape.layers()][shape.hidden() * streams];
        Adam adam = new Adam(values.length, longest);
        return new Session(values, values.clone(), values.clone(), adam, h, c);
    }

    /** Takes the values of one more update into the average. */
    void average() {
        float fresh = (float) Math.max(FORGETTING, 1.0 / (update + 1));
        for (int j = 0; j < values.length; j++) {
            average[j] += fresh * (values[j] - average[j]);
        }
    }

    void lost(double loss) {
        lossSum += loss;
        lossCount++;
    }

    /** Takes down a validation of the average; of equals, the later is the best. */
    void validated(double errors, double rate) {
        curve.add(new Curve.Point(update, lossSum / Math.max(1, lossCount), rate, errors));
        lossSum = 0;
        lossCount = 0;
        if (errors <= bestErrors) {
            bestErrors = errors;
            bestUpdate = update;
            System.arraycopy(average, 0, best, 0, best.length);
        }
    }

    /** What a session's file holds beside its arrays. */
    private record Facts(
            String run,
            int update,
            int adamSteps,
            int bestUpdate,
            double bestErrors,
            double lossSum,
            int lossCount,
            List<Curve.Point> curve) {}

    /**
     * Writes the session, whole or not at all.
     *
     * @param run what the session belongs to
     */
    void write(Path file, String run) throws IOException {
        Safetensors.Builder out = new Safetensors.Builder();
        arrays().forEach((name, array) -> out.tensor(name, array, array.length));
        Facts facts =
                new Facts(
                        run,
                        update,
                        adam.steps(),
                        bestUpdate,
                        bestErrors,
                        lossSum,
                        lossCount,
                        curve);
        out.metadata("session", JSON.writeValueAsString(facts));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, out.bytes());
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private Map<String, float[]> arrays() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put("values", values);
        arrays.put("average", average);
        arrays.put("best", best);
        arrays.put("adam.mean", adam.mean());
        arrays.put("adam.square", adam.square());
        for (int l = 0; l < h.length; l++) {
            arrays.put("h" + l, h[l]);
            arrays.put("c" + l, c[l]);
        }
        return arrays;
    }

    /**
     * Goes back to where the session in a file was.
     *
     * @throws IllegalArgumentException if it is no session, or one of another run
     */
    void read(Path file, String run) {
        try {
            Safetensors in = Safetensors.parse(Files.readAllBytes(file));
            Facts facts = JSON.readValue(in.metadata("session"), Facts.class);
            require(
                    facts.run.equals(run),
                    "belongs to another recipe, other recordings or another version of Hearken;"
                            + " remove it to begin anew");
            arrays().forEach((name, array) -> copy(in.tensor(name, array.length), array));
            adam.steps(facts.adamSteps);
            update = facts.update;
            bestUpdate = facts.bestUpdate;
            bestErrors = facts.bestErrors;
            lossSum = facts.lossSum;
            lossCount = facts.lossCount;
            curve.addAll(facts.curve);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": no such file: nothing to resume", e);
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static void copy(float[] from, float[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }
}
