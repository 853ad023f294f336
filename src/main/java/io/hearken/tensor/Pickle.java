package io.hearken.tensor;

import static io.hearken.stream.Checks.require;
import static io.hearken.tensor.Shown.shown;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the part of Python's pickle that holds data: no object is made and no function called but
 * by the {@link Interpreter}, which knows every one of them by name.
 *
 * <pre>
 *   opcodes → stack → one object: Map, List (of a tuple too), String, Long, Double, Boolean,
 *                                 BigInteger, {@link #NONE}, or what the interpreter made
 * </pre>
 *
 * <p>Every opcode adds at most one object, so memory is bounded by the pickle's length. Maps and
 * lists may hold each other, also in a circle.
 */
final class Pickle {
    /** Python's None. */
    static final Object NONE = new Object();

    /** Gives a meaning to what is more than data, or throws an {@link IllegalArgumentException}. */
    interface Interpreter {
        /** What a name such as {@code collections.OrderedDict} stands for. */
        Object global(String name);

        /** What lies outside of the pickle. */
        Object persistent(Object id);

        /** Calls what {@link #global} gave. */
        Object call(Object function, List<?> arguments);
    }

    private static final int NEWEST_PROTOCOL = 5;
    private static final int MOST_MARKS = 64;
    private static final int LONGEST_NAME = 512;

    private final ByteBuffer pickle;
    private final Interpreter interpreter;
    private final Map<Integer, Object> memo = new HashMap<>();
    private List<Object> stack = new ArrayList<>();
    private final Deque<List<Object>> below = new ArrayDeque<>();

    private Pickle(byte[] pickle, Interpreter interpreter) {
        this.pickle = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
        this.interpreter = interpreter;
    }

    /**
     * The object a pickle of protocol 2 to 5 holds.
     *
     * @throws IllegalArgumentException if it is cut short, asks for more than data, or is none
     */
    static Object read(byte[] bytes, Interpreter interpreter) {
        Pickle pickle = new Pickle(bytes, interpreter);
        try {
            int opcode = pickle.opcode();
            while (opcode != '.') {
                pickle.step(opcode);
                opcode = pickle.opcode();
            }
            return pickle.pop();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the pickle is cut short");
        }
    }

    private int opcode() {
        return pickle.get() & 0xff;
    }

    private void step(int opcode) {
        switch (opcode) {
            case 0x80 -> protocol();
            case 0x95 -> pickle.getLong(); // a frame's length: we have it all
            case '(' -> mark();
            case 'N' -> push(NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) pickle.getInt());
            case 'K' -> push((long) opcode());
            case 'M' -> push((long) (pickle.getShort() & 0xffff));
            case 0x8a -> push(number(opcode()));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(pickle.getLong())));
            case 'X' -> push(text(pickle.getInt() & 0xffffffffL));
            case 0x8c -> push(text(opcode()));
            case 0x8d -> push(text(pickle.getLong()));
            case '}' -> push(new LinkedHashMap<>());
            case ']' -> push(new ArrayList<>());
            case ')' -> push(List.of());
            case 0x85 -> push(tuple(1));
            case 0x86 -> push(tuple(2));
            case 0x87 -> push(tuple(3));
            case 't' -> push(Collections.unmodifiableList(popMark()));
            case 'a' -> append(List.of(pop()));
            case 'e' -> append(popMark());
            case 's' -> put(last(2));
            case 'u' -> put(popMark());
            case 'q' -> memo.put(opcode(), top());
            case 'r' -> memo.put(pickle.getInt(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'h' -> push(remembered(opcode()));
            case 'j' -> push(remembered(pickle.getInt()));
            case 'c' -> push(interpreter.global(line() + "." + line()));
            case 0x93 -> stackGlobal();
            case 'Q' -> push(interpreter.persistent(pop()));
            case 'R' -> call();
            case 'b' -> build();
            default ->
                    throw new IllegalArgumentException(
                            String.format(
                                    "refused: the pickle uses opcode 0x%02x%s, which a state dict"
                                            + " has no need of",
                                    opcode,
                                    opcode > ' ' && opcode < 0x7f
                                            ? " (" + (char) opcode + ")"
                                            : ""));
        }
    }

    private void protocol() {
        int protocol = opcode();
        require(
                2 <= protocol && protocol <= NEWEST_PROTOCOL,
                "the pickle is of protocol %d; 2 to %d can be read",
                protocol,
                NEWEST_PROTOCOL);
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object top() {
        require(!stack.isEmpty(), "the pickle is damaged: it takes more than it gave");
        return stack.get(stack.size() - 1);
    }

    private Object pop() {
        Object top = top();
        stack.remove(stack.size() - 1);
        return top;
    }

    private void mark() {
        require(below.size() < MOST_MARKS, "the pickle is nested deeper than %d", MOST_MARKS);
        below.push(stack);
        stack = new ArrayList<>();
    }

    /** What came since the last mark. */
    private List<Object> popMark() {
        require(!below.isEmpty(), "the pickle is damaged: it goes back to a mark it never made");
        List<Object> values = stack;
        stack = below.pop();
        return values;
    }

    private List<Object> last(int count) {
        require(stack.size() >= count, "the pickle is damaged: it takes more than it gave");
        List<Object> end = stack.subList(stack.size() - count, stack.size());
        List<Object> values = new ArrayList<>(end);
        end.clear();
        return values;
    }

    private List<Object> tuple(int count) {
        return List.copyOf(last(count));
    }

    private void append(List<Object> values) {
        if (!(top() instanceof ArrayList<?>)) {
            throw new IllegalArgumentException(
                    "the pickle is damaged: it appends to what is no list");
        }
        @SuppressWarnings("unchecked")
        List<Object> list = (List<Object>) top();
        list.addAll(values);
    }

    private void put(List<Object> keysAndValues) {
        require(keysAndValues.size() % 2 == 0, "the pickle is damaged: a key without a value");
        if (!(top() instanceof Map<?, ?>)) {
            throw new IllegalArgumentException(
                    "the pickle is damaged: it puts a key in what is no dict");
        }
        @SuppressWarnings("unchecked")
        Map<Object, Object> dict = (Map<Object, Object>) top();
        for (int j = 0; j < keysAndValues.size(); j += 2) {
            Object key = keysAndValues.get(j);
            // Others would be asked for a hash, which may take for ever.
            require(
                    key instanceof String || key instanceof Long,
                    "refused: the pickle has a dict whose keys are neither texts nor whole numbers");
            dict.put(key, keysAndValues.get(j + 1));
        }
    }

    private Object remembered(int place) {
        Object value = memo.get(place);
        require(value != null, "the pickle is damaged: it recalls what it never kept");
        return value;
    }

    /** A whole number of so many bytes, little-endian. */
    private Object number(int length) {
        byte[] bytes = bytes(length);
        if (length == 0) {
            return 0L;
        }
        for (int j = 0; j < length / 2; j++) {
            byte low = bytes[j];
            bytes[j] = bytes[length - 1 - j];
            bytes[length - 1 - j] = low;
        }
        BigInteger number = new BigInteger(bytes);
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private String text(long length) {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    private byte[] bytes(long length) {
        require(
                0 <= length && length <= pickle.remaining(),
                "the pickle is cut short: a text of %d bytes where %d are left",
                length,
                pickle.remaining());
        byte[] bytes = new byte[(int) length];
        pickle.get(bytes);
        return bytes;
    }

    /** To the end of the line. */
    private String line() {
        int start = pickle.position();
        int length = 0;
        while (pickle.get() != '\n') {
            require(++length <= LONGEST_NAME, "the pickle is damaged: a name without an end");
        }
        return new String(pickle.array(), start, length, StandardCharsets.UTF_8);
    }

    private void stackGlobal() {
        List<Object> name = last(2);
        boolean texts = name.stream().allMatch(part -> part instanceof String);
        require(texts, "the pickle is damaged: it asks for a name that is no text");
        push(interpreter.global(name.get(0) + "." + name.get(1)));
    }

    private void call() {
        List<Object> call = last(2);
        if (!(call.get(1) instanceof List<?> arguments)) {
            throw new IllegalArgumentException("the pickle is damaged: a call without arguments");
        }
        push(interpreter.call(call.get(0), arguments));
    }

    /** An ordered dict may have attributes, such as a state dict's {@code _metadata}; dropped. */
    private void build() {
        pop();
        require(
                top() instanceof Map<?, ?>,
                "refused: the pickle sets the state of an object; a state dict has none");
    }

    /** A message's view of an object: its kind, and a text's beginning. */
    static String describe(Object value) {
        if (value instanceof String text) {
            return "the text '" + shown(text) + "'";
        }
        if (value instanceof Map<?, ?> map) {
            return "a dict of " + map.size();
        }
        if (value instanceof List<?> list) {
            return "a list of " + list.size();
        }
        if (value instanceof Long || value instanceof Boolean || value instanceof Double) {
            return value.toString();
        }
        return value == NONE ? "None" : "something else";
    }
}
