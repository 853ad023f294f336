package io.hearken.stream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How a value is written to bytes that outlive a process. Implementations hold no fields and have a
 * public constructor without arguments.
 */
public interface Codec<T> extends Serializable {
    /** Bytes taken at once for what may not be there. */
    int PIECE = 1 << 16;

    /** The version {@link #write} writes; raised with every change of the layout. */
    int version();

    void write(T value, DataOutput out) throws IOException;

    /**
     * Reads what {@link #write} wrote.
     *
     * @param version the writer's; this version or any before it
     * @throws IOException if the bytes are something else, or fewer; no more memory is taken than
     *     they justify
     */
    T read(DataInput in, int version) throws IOException;

    /**
     * A deep copy: changing one leaves the other alone. Values that never change return themselves.
     */
    T copy(T value);

    static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    static byte[] readBytes(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        return readFully(length, in);
    }

    /** A length that was read is only believed as far as bytes follow. */
    private static byte[] readFully(int length, DataInput in) throws IOException {
        byte[] bytes = new byte[Math.min(length, PIECE)];
        in.readFully(bytes);
        while (bytes.length < length) {
            int read = bytes.length;
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * read));
            in.readFully(bytes, read, bytes.length - read);
        }
        return bytes;
    }

    static void writeString(String text, DataOutput out) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    static String readString(DataInput in) throws IOException {
        byte[] bytes = readBytes(in);
        if (bytes == null) {
            throw new IOException("no text where one must be");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** At once: a write for each would cost more than all else. */
    static void writeFloats(float[] values, DataOutput out) throws IOException {
        byte[] bytes = new byte[Float.BYTES * values.length];
        ByteBuffer.wrap(bytes).asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes);
    }

    static float[] readFloats(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > Integer.MAX_VALUE / Float.BYTES) {
            throw new IOException("a run of " + length + " numbers, expected 0 or more");
        }
        byte[] bytes = readFully(Float.BYTES * length, in);
        float[] values = new float[length];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }
}
