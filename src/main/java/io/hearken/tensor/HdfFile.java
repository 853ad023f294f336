package io.hearken.tensor;

import static io.hearken.stream.Checks.require;
import static io.hearken.tensor.Shown.shown;

import io.jhdf.exceptions.HdfException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * HDF5's files of numbers, as Keras writes its models ({@code .h5}, {@code .weights.h5}) through
 * h5py: a tree of groups and datasets, each with attributes.
 *
 * <pre>
 *   /  model_config: "{…}"
 *   └ model_weights  layer_names: "lstm", "dense"
 *     └ lstm  weight_names: "lstm/lstm_cell/kernel:0", …
 *       └ lstm/lstm_cell/kernel:0  [2, 12]
 * </pre>
 *
 * <p>Everything is read from the bytes: links to other files are refused.
 */
public final class HdfFile {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private static final int MOST_CAUSES = 10;

    private final Map<String, Tensor> tensors;
    private final Map<String, String> skipped;
    private final Map<String, Map<String, List<String>>> texts;

    private HdfFile(HdfTree tree) {
        this.tensors = Collections.unmodifiableMap(tree.tensors());
        this.skipped = tree.skipped();
        this.texts = tree.texts();
    }

    /**
     * Reads the whole tree. Numbers of every type become floats; stored as a whole or in chunks,
     * filtered by shuffle, deflate and fletcher32, which are HDF5's own. All datasets together may
     * unpack to 64 times the file's size and a MiB more.
     *
     * @throws IllegalArgumentException if it is no such file, damaged, links to other files, holds
     *     itself, is nested deeper than 24, or holds numbers that cannot be read; the message says
     *     where
     */
    public static HdfFile parse(byte[] bytes) {
        require(
                bytes.length > SIGNATURE.length
                        && Arrays.equals(Arrays.copyOf(bytes, SIGNATURE.length), SIGNATURE),
                "not an HDF5 file: it does not begin with HDF5's mark");
        try {
            return new HdfFile(HdfTree.read(bytes));
        } catch (RuntimeException | StackOverflowError e) {
            // Rotten bytes make the library throw whatever Java has.
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    /** The refusal behind it, else what the library says, the nearest to the bytes. */
    private static String reason(Throwable thrown) {
        String detail = thrown.getClass().getSimpleName();
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof HdfRefusal) {
                return cause.getMessage();
            }
            if (cause instanceof HdfException && cause.getMessage() != null) {
                detail = cause.getMessage();
            }
            cause = cause.getCause();
        }
        return "the HDF5 file is damaged, or of a kind that cannot be read: " + shown(detail);
    }

    /**
     * The datasets of numbers, in the file's order.
     *
     * @return by full path, such as {@code /model_weights/lstm/lstm/lstm_cell/kernel:0}; those that
     *     soft links name have their paths too
     */
    public Map<String, Tensor> tensors() {
        return tensors;
    }

    /**
     * One dataset.
     *
     * @param path full, such as {@code /layers/lstm/cell/vars/0}
     * @throws IllegalArgumentException if there is none, or it holds other than numbers
     */
    public Tensor tensor(String path) {
        require(
                !skipped.containsKey(path),
                "dataset %s holds no numbers that can be read, but %s",
                shown(path),
                skipped.get(path));
        Tensor tensor = tensors.get(path);
        require(tensor != null, "there is no dataset %s", shown(path));
        return tensor;
    }

    /**
     * An attribute that is text.
     *
     * @param path of a group or dataset; the root is {@code /}
     * @return the text, of a list of texts a line for each; empty if there is no such attribute, or
     *     it is no text
     */
    public Optional<String> attribute(String path, String name) {
        return Optional.ofNullable(texts.getOrDefault(path, Map.of()).get(name))
                .map(lines -> String.join("\n", lines));
    }

    /**
     * An attribute that is a list of texts, such as {@code layer_names} and {@code weight_names}.
     *
     * @param path of a group or dataset; the root is {@code /}
     * @return the texts; none if there is no such attribute, or it is no text
     */
    public List<String> attributes(String path, String name) {
        return texts.getOrDefault(path, Map.of()).getOrDefault(name, List.of());
    }
}
