package io.hearken.job;

import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A model file on its way from the machine that submits a job to those that run it, which then need
 * no disk in common.
 *
 * @param name what to call it in an error
 * @param file its bytes; handed over, not copied
 */
public record ShippedModel(String name, byte[] file) implements Serializable {
    private static final String BUILT_IN = "[a-z0-9-]+";

    /**
     * Loads a model and checks it.
     *
     * @param model a built-in model's name, or the path of a model file
     */
    public static ShippedModel of(String model) {
        byte[] file =
                model.matches(BUILT_IN) ? ModelFile.builtInBytes(model) : bytes(Path.of(model));
        ShippedModel shipped = new ShippedModel(model, file);
        shipped.read();
        return shipped;
    }

    public Model read() {
        return ModelFile.parse(file, name);
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(path + ": no such model file");
        } catch (IOException e) {
            throw new IllegalArgumentException(path + ": cannot be read: " + e.getMessage());
        }
    }
}
