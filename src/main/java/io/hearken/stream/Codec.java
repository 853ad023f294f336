package io.hearken.stream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How a value is written to bytes that outlive a process. Implementations hold no fields and have a
 * public constructor without arguments.
 */
public interface Codec<T> extends Serializable {
    /** The version {@link #write} writes; raised with every change of the layout. */
    int version();

    void write(T value, DataOutput out) throws IOException;

    /**
     * Reads what {@link #write} wrote.
     *
     * @param version the writer's; this version or any before it
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
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    static void writeString(String text, DataOutput out) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    static String readString(DataInput in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    /** At once: a write for each would cost more than all else. */
    static void writeFloats(float[] values, DataOutput out) throws IOException {
        byte[] bytes = new byte[Float.BYTES * values.length];
        ByteBuffer.wrap(bytes).asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes);
    }

    static float[] readFloats(DataInput in) throws IOException {
        float[] values = new float[in.readInt()];
        byte[] bytes = new byte[Float.BYTES * values.length];
        in.readFully(bytes);
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }
}
