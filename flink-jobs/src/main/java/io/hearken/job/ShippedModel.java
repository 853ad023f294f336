package io.hearken.job;

import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import java.io.Serializable;

/**
 * A model file on its way from the machine that submits a job to those that run it, which then need
 * no disk in common.
 *
 * @param name what to call it in an error
 * @param file its bytes; handed over, not copied
 */
public record ShippedModel(String name, byte[] file) implements Serializable {
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

    public Model read() {
        return ModelFile.parse(file, name);
    }
}
