package io.hearken.operator;

import io.hearken.stream.Codec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a checkpoint says of the codec that wrote it: its class and version. State of an older
 * version is brought over when it is restored; state of a newer one is refused.
 */
public final class CodecSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int LAYOUT = 1;

    private Codec<T> codec;
    private int version;

    /** For Flink, which calls {@link #readSnapshot} next. */
    public CodecSerializerSnapshot() {}

    CodecSerializerSnapshot(Codec<T> codec, int version) {
        this.codec = codec;
        this.version = version;
    }

    @Override
    public int getCurrentVersion() {
        return LAYOUT;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(codec.getClass().getName());
        out.writeInt(version);
    }

    @Override
    public void readSnapshot(int layout, DataInputView in, ClassLoader loader) throws IOException {
        codec = codec(in.readUTF(), loader);
        version = in.readInt();
        if (version > codec.version()) {
            throw new IOException(
                    String.format(
                            "saved state has version %d of %s, this program reads up to %d:"
                                    + " restore it with the Hearken that saved it, or a later one",
                            version, codec.getClass().getName(), codec.version()));
        }
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new CodecSerializer<>(codec, version);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
            TypeSerializerSnapshot<T> old) {
        if (!(old instanceof CodecSerializerSnapshot<T> that)
                || that.codec.getClass() != codec.getClass()
                || that.version > version) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        return that.version == version
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }

    @SuppressWarnings("unchecked") // the name was written by a serializer of T
    private static <T> Codec<T> codec(String name, ClassLoader loader) throws IOException {
        try {
            return (Codec<T>)
                    Class.forName(name, false, loader)
                            .asSubclass(Codec.class)
                            .getConstructor()
                            .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IOException("saved state was written by codec " + name + ": not found", e);
        }
    }
}
