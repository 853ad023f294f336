package io.hearken.job;

import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.Arrays;

/**
 * A model file on its way from the machine that submits a job to those that run it, which then need
 * no disk in common.
 *
 * @param name what to call it in an error
 * @param file its bytes; handed over, not copied
 */
public record ShippedModel(String name, byte[] file) implements Serializable {
    /** What was read last in this process, and the file it was read from. */
    private static WeakReference<Model> latest = new WeakReference<>(null);

    private static ShippedModel latestShipped;

    /**
     * Loads a model and checks it.
     *
     * @param model a built-in model's name, or the path of a model file
     */
    public static ShippedModel of(String model) {
        ShippedModel shipped = new ShippedModel(model, ModelFile.find(model));
        shipped.read();
        return shipped;
    }

    /** The model: one for all parallel instances of a process, so that they share its weights. */
    public Model read() {
        return read(this);
    }

    private static synchronized Model read(ShippedModel shipped) {
        Model model = latest.get();
        if (model == null || !shipped.isSameAs(latestShipped)) {
            model = ModelFile.parse(shipped.file, shipped.name);
            latest = new WeakReference<>(model);
            latestShipped = shipped;
        }
        return model;
    }

    private boolean isSameAs(ShippedModel other) {
        return name.equals(other.name) && Arrays.equals(file, other.file);
    }
}
