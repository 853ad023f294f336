package io.hearken.tensor;

import static io.hearken.stream.Checks.require;
import static io.hearken.tensor.Shown.shown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * PyTorch's files of tensors ({@code .pt}, {@code .pth}), as {@code torch.save(model.state_dict(),
 * …)} has written them since PyTorch 1.6.
 *
 * <pre>
 *   zip: NAME/data.pkl    a pickle: dicts of tensors, which are views of storages
 *        NAME/data/KEY    a storage's numbers
 *        NAME/byteorder   of the numbers; little-endian if it is missing
 * </pre>
 *
 * <p>The pickle is read as data: what would make Python run code is refused by its name.
 */
public final class TorchFile {
    private static final byte[] MAGIC = {
        0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19
    };
    private static final int MAGIC_AT = 4;
    private static final String PICKLE = "/data.pkl";
    private static final String ADVICE = "write torch.save(model.state_dict(), …)";
    private static final int DEEPEST = 16;

    private TorchFile() {}

    /**
     * Reads a state dict, or a checkpoint that holds one.
     *
     * <p>The tensors of the dict on top are given, by their names; of a checkpoint those of the one
     * dict within that holds some itself, which an optimizer's does not. If there are none on top
     * and several such dicts, all that lie within are given, their names joined by dots: {@code
     * generator.lstm.bias}. What is no tensor is left out; a dict that is held twice is given once.
     * Numbers of every type become floats. All tensors together may have four numbers for each byte
     * of the file, for views may share their storage.
     *
     * @return the tensors by name, at least one, in the file's order
     * @throws IllegalArgumentException if it is no such file, damaged, holds no tensors, or asks
     *     for more than data; the message says what it asked for and what to do
     */
    public static Map<String, Tensor> parse(byte[] bytes) {
        require(
                !isLegacy(bytes),
                "a file as PyTorch before 1.6 wrote it: load it in PyTorch and write it again by"
                        + " torch.save(torch.load(FILE, map_location='cpu',"
                        + " weights_only=True), FILE)");
        require(
                !isPickle(bytes),
                "refused: a bare pickle, which is a program; %s, which is data",
                ADVICE);
        require(Archive.isOne(bytes), "not a PyTorch file: it does not begin as a zip");
        Archive zip = Archive.of(bytes);
        String folder = folder(zip);
        byte[] pickle = zip.find(folder + PICKLE).orElseThrow();
        TorchPickle interpreter = new TorchPickle(zip, folder, 4L * bytes.length);
        return tensors(Pickle.read(pickle, interpreter), pickle.length);
    }

    /** Whether bytes begin as a pickle of protocol 2 or later does. */
    public static boolean isPickle(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == (byte) 0x80 && bytes[1] <= 5;
    }

    /** A pickle of protocol 2 that begins with a certain number. */
    private static boolean isLegacy(byte[] bytes) {
        return bytes.length >= MAGIC_AT + MAGIC.length
                && bytes[0] == (byte) 0x80
                && Arrays.equals(
                        Arrays.copyOfRange(bytes, MAGIC_AT, MAGIC_AT + MAGIC.length), MAGIC);
    }

    private static String folder(Archive zip) {
        List<String> pickles = new ArrayList<>();
        for (String name : zip.names()) {
            require(
                    !name.endsWith("/constants.pkl"),
                    "a TorchScript program: write its numbers alone by"
                            + " torch.save(model.state_dict(), …)");
            if (name.endsWith(PICKLE)) {
                pickles.add(name.substring(0, name.length() - PICKLE.length()));
            }
        }
        require(
                pickles.size() == 1,
                "not a PyTorch file: its zip has %d entries NAME/data.pkl, and should have one",
                pickles.size());
        return pickles.get(0);
    }

    private static Map<String, Tensor> tensors(Object top, int pickleLength) {
        if (!(top instanceof Map<?, ?> dict)) {
            throw new IllegalArgumentException(
                    "the file holds "
                            + (top instanceof Tensor ? "one tensor" : Pickle.describe(top))
                            + " where a state dict should be: "
                            + ADVICE);
        }
        Map<String, Tensor> tensors = own(dict);
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Map<String, Tensor>> within =
                dict.values().stream()
                        .filter(seen::add)
                        .map(TorchFile::own)
                        .filter(own -> !own.isEmpty())
                        .toList();
        // A loss may lie beside the weights, or a mean and a scale within them.
        if (within.size() == 1 && within.get(0).size() > tensors.size()) {
            return within.get(0);
        }
        if (tensors.isEmpty()) {
            new Nested(tensors, pickleLength).addAll("", dict, 1);
        }
        require(!tensors.isEmpty(), "the file holds no tensors, but %s", found(dict));
        return tensors;
    }

    /** The tensors right in a dict. */
    private static Map<String, Tensor> own(Object value) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> dict) {
            dict.forEach(
                    (name, inside) -> {
                        if (inside instanceof Tensor tensor) {
                            tensors.put(name.toString(), tensor);
                        }
                    });
        }
        return tensors;
    }

    /** What is in a dict without tensors, for its writer to recognize it. */
    private static String found(Map<?, ?> dict) {
        if (dict.isEmpty()) {
            return "an empty dict";
        }
        List<String> entries = new ArrayList<>();
        dict.forEach(
                (name, value) -> {
                    if (entries.size() < 5) {
                        entries.add(shown(name.toString()) + ": " + Pickle.describe(value));
                    }
                });
        return String.join(", ", entries) + (dict.size() > entries.size() ? ", …" : "");
    }

    /** Walks dicts within dicts, each once, as far as the pickle's length justifies. */
    private static final class Nested {
        private final Map<String, Tensor> tensors;
        private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        private long left;

        Nested(Map<String, Tensor> tensors, int pickleLength) {
            this.tensors = tensors;
            this.left = (long) DEEPEST * pickleLength;
        }

        void addAll(String prefix, Map<?, ?> dict, int depth) {
            dict.forEach((name, value) -> add(prefix, name.toString(), value, depth));
        }

        private void add(String prefix, String name, Object value, int depth) {
            require(depth <= DEEPEST, "the file's dicts are nested deeper than %d", DEEPEST);
            left -= prefix.length() + name.length() + 1;
            require(left >= 0, "the file's names are far longer than the file");
            String path = prefix + name;
            if (value instanceof Tensor tensor) {
                require(
                        tensors.put(path, tensor) == null,
                        "the file holds two tensors %s",
                        shown(path));
            } else if (value instanceof Map<?, ?> dict && seen.add(dict)) {
                addAll(path + ".", dict, depth + 1);
            } else if (value instanceof List<?> list && seen.add(list)) {
                for (int j = 0; j < list.size(); j++) {
                    add(path + ".", Integer.toString(j), list.get(j), depth + 1);
                }
            }
        }
    }
}
