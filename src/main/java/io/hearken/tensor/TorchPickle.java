package io.hearken.tensor;

import static io.hearken.stream.Checks.require;
import static io.hearken.tensor.Shown.shown;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The few names a state dict's pickle may ask for, and what they make: tensors of storages. */
final class TorchPickle implements Pickle.Interpreter {
    private enum Function {
        ORDERED_DICT,
        TENSOR,
        PARAMETER
    }

    private record Storage(ElementType type, ByteBuffer numbers) {}

    private static final Map<String, Object> GLOBALS =
            Map.ofEntries(
                    Map.entry("collections.OrderedDict", Function.ORDERED_DICT),
                    Map.entry("torch._utils._rebuild_tensor_v2", Function.TENSOR),
                    Map.entry("torch._utils._rebuild_parameter", Function.PARAMETER),
                    Map.entry("torch.HalfStorage", ElementType.F16),
                    Map.entry("torch.BFloat16Storage", ElementType.BF16),
                    Map.entry("torch.FloatStorage", ElementType.F32),
                    Map.entry("torch.DoubleStorage", ElementType.F64),
                    Map.entry("torch.CharStorage", ElementType.I8),
                    Map.entry("torch.ShortStorage", ElementType.I16),
                    Map.entry("torch.IntStorage", ElementType.I32),
                    Map.entry("torch.LongStorage", ElementType.I64),
                    Map.entry("torch.ByteStorage", ElementType.U8),
                    Map.entry("torch.BoolStorage", ElementType.BOOL),
                    Map.entry("torch.storage.UntypedStorage", ElementType.U8));

    private final Archive zip;
    private final String folder;
    private final ByteOrder order;
    private final Map<String, byte[]> storages = new HashMap<>();
    private long numbersLeft;

    /**
     * @param folder of the zip, in which everything lies
     * @param mostNumbers of all tensors together
     */
    TorchPickle(Archive zip, String folder, long mostNumbers) {
        this.zip = zip;
        this.folder = folder;
        this.order = order(zip, folder);
        this.numbersLeft = mostNumbers;
    }

    private static ByteOrder order(Archive zip, String folder) {
        String order =
                zip.find(folder + "/byteorder")
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        .orElse("little");
        require(
                order.equals("little") || order.equals("big"),
                "the file's byteorder is '%s', neither little nor big",
                shown(order));
        return order.equals("little") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    @Override
    public Object global(String name) {
        Object meaning = GLOBALS.get(name);
        if (meaning == null) {
            throw new IllegalArgumentException(
                    "refused: the pickle asks for " + shown(name) + advice(name));
        }
        return meaning;
    }

    private static String advice(String name) {
        if (name.startsWith("torch.") && name.endsWith("Storage")) {
            return ", numbers of a type that cannot be read";
        }
        String last = name.substring(name.lastIndexOf('.') + 1);
        boolean aClass = !last.isEmpty() && Character.isUpperCase(last.charAt(0));
        return (aClass
                        ? ", as a whole pickled model does: write its numbers alone by"
                        : "; a state dict needs no code: write one by")
                + " torch.save(model.state_dict(), …)";
    }

    /** A storage: {@code ("storage", type, key, device, numbers)}. */
    @Override
    public Object persistent(Object id) {
        if (id instanceof List<?> parts
                && parts.size() == 5
                && "storage".equals(parts.get(0))
                && parts.get(1) instanceof ElementType type
                && parts.get(2) instanceof String key) {
            return new Storage(type, ByteBuffer.wrap(storage(key)).order(order));
        }
        throw new IllegalArgumentException(
                "the pickle refers to something that is no storage: " + Pickle.describe(id));
    }

    private byte[] storage(String key) {
        return storages.computeIfAbsent(
                key,
                name ->
                        zip.find(folder + "/data/" + name)
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "the file lacks the storage "
                                                                + shown(name))));
    }

    @Override
    public Object call(Object function, List<?> arguments) {
        if (!(function instanceof Function known)) {
            throw new IllegalArgumentException(
                    "refused: the pickle calls "
                            + (function instanceof ElementType
                                    ? "a storage's type"
                                    : Pickle.describe(function))
                            + "; a state dict needs no code");
        }
        return switch (known) {
            case ORDERED_DICT -> orderedDict(arguments);
            case TENSOR -> tensor(arguments);
            case PARAMETER -> parameter(arguments);
        };
    }

    /** Comes empty, its entries behind it. */
    private static Object orderedDict(List<?> arguments) {
        require(arguments.isEmpty(), "the pickle fills an OrderedDict in an unknown way");
        return new LinkedHashMap<>();
    }

    /** {@code (storage, offset, shape, strides, requires_grad, hooks…)}, offsets in numbers. */
    private Tensor tensor(List<?> arguments) {
        require(
                arguments.size() >= 4 && arguments.get(0) instanceof Storage,
                "the pickle makes a tensor of something that is no storage");
        Storage storage = (Storage) arguments.get(0);
        long[] offset = numbers(List.of(arguments.get(1)));
        int[] shape =
                Arrays.stream(numbers(arguments.get(2))).mapToInt(TorchPickle::size).toArray();
        Strided view = new Strided(offset[0], shape, numbers(arguments.get(3)));
        numbersLeft -= Tensor.count(shape);
        require(
                numbersLeft >= 0,
                "the file's tensors are far larger than the file: their views repeat its numbers");
        return view.read(storage.type(), storage.numbers());
    }

    private static int size(long size) {
        require(
                0 <= size && size <= Integer.MAX_VALUE,
                "the pickle states a tensor's size of %d",
                size);
        return (int) size;
    }

    private static long[] numbers(Object list) {
        if (list instanceof List<?> numbers
                && numbers.stream().allMatch(number -> number instanceof Long)) {
            return numbers.stream().mapToLong(number -> (Long) number).toArray();
        }
        throw new IllegalArgumentException(
                "the pickle gives a tensor's shape as something that is no list of whole numbers");
    }

    /** {@code (tensor, requires_grad, hooks)}. */
    private static Tensor parameter(List<?> arguments) {
        if (!arguments.isEmpty() && arguments.get(0) instanceof Tensor tensor) {
            return tensor;
        }
        throw new IllegalArgumentException("the pickle makes a parameter of what is no tensor");
    }
}
