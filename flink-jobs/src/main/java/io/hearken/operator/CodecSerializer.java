package io.hearken.operator;

import static io.hearken.stream.Checks.require;

import io.hearken.stream.Codec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Lets Flink write values by a {@link Codec}. One made for an older version of the codec only
 * reads: Flink uses it to bring old state over to the current version.
 */
public final class CodecSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1;

    private final Codec<T> codec;
    private final int version;

    /** Reads and writes the codec's current version. */
    public CodecSerializer(Codec<T> codec) {
        this(codec, codec.version());
    }

    /** Reads what {@code version} of the codec wrote. */
    CodecSerializer(Codec<T> codec, int version) {
        require(
                version <= codec.version(),
                "%s reads versions up to %d, got %d",
                codec.getClass().getName(),
                codec.version(),
                version);
        this.codec = codec;
        this.version = version;
    }

    Codec<T> codec() {
        return codec;
    }

    int version() {
        return version;
    }

    @Override
    public void serialize(T value, DataOutputView out) throws IOException {
        if (version != codec.version()) {
            throw new IOException(this + " only reads: the codec writes " + codec.version());
        }
        codec.write(value, out);
    }

    @Override
    public T deserialize(DataInputView in) throws IOException {
        return codec.read(in, version);
    }

    @Override
    public T deserialize(T reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public T copy(T value) {
        return codec.copy(value);
    }

    @Override
    public T copy(T value, T reuse) {
        return copy(value);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new CodecSerializerSnapshot<>(codec, version);
    }

    /** Itself: neither it nor its codec keeps anything between calls. */
    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public T createInstance() {
        return null;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodecSerializer<?> that
                && codec.getClass() == that.codec.getClass()
                && version == that.version;
    }

    @Override
    public int hashCode() {
        return 31 * codec.getClass().hashCode() + version;
    }

    @Override
    public String toString() {
        return codec.getClass().getName() + " version " + version;
    }
}
