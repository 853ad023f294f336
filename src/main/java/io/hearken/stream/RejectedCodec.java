package io.hearken.stream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@link Rejected} in bytes. */
public final class RejectedCodec implements Codec<Rejected> {
    private static final long serialVersionUID = 1;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Rejected rejected, DataOutput out) throws IOException {
        Codec.writeBytes(rejected.key(), out);
        Codec.writeBytes(rejected.value(), out);
        OriginCodec.write(rejected.origin(), out);
        Codec.writeString(rejected.reason().code(), out);
        Codec.writeString(rejected.reason().message(), out);
    }

    @Override
    public Rejected read(DataInput in, int version) throws IOException {
        return new Rejected(
                Codec.readBytes(in),
                Codec.readBytes(in),
                OriginCodec.read(in),
                new Rejection(Codec.readString(in), Codec.readString(in)));
    }

    @Override
    public Rejected copy(Rejected rejected) {
        return new Rejected(
                OriginCodec.copy(rejected.key()),
                OriginCodec.copy(rejected.value()),
                OriginCodec.copy(rejected.origin()),
                rejected.reason());
    }
}
