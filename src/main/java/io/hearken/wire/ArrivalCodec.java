package io.hearken.wire;

import io.hearken.stream.AudioChunkCodec;
import io.hearken.stream.Codec;
import io.hearken.stream.RejectedCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@link Arrival} in bytes: whether it is usable, the layout's version, and what it holds. */
public final class ArrivalCodec implements Codec<Arrival> {
    private static final long serialVersionUID = 1;
    private static final AudioChunkCodec CHUNKS = new AudioChunkCodec();
    private static final RejectedCodec REJECTED = new RejectedCodec();

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Arrival arrival, DataOutput out) throws IOException {
        out.writeBoolean(arrival instanceof Arrival.Usable);
        if (arrival instanceof Arrival.Usable usable) {
            out.writeInt(CHUNKS.version());
            CHUNKS.write(usable.chunk(), out);
        } else if (arrival instanceof Arrival.Unusable unusable) {
            out.writeInt(REJECTED.version());
            REJECTED.write(unusable.rejected(), out);
        }
    }

    @Override
    public Arrival read(DataInput in, int version) throws IOException {
        boolean usable = in.readBoolean();
        int held = in.readInt();
        return usable
                ? new Arrival.Usable(CHUNKS.read(in, held))
                : new Arrival.Unusable(REJECTED.read(in, held));
    }

    @Override
    public Arrival copy(Arrival arrival) {
        return arrival instanceof Arrival.Usable usable
                ? new Arrival.Usable(CHUNKS.copy(usable.chunk()))
                : new Arrival.Unusable(REJECTED.copy(((Arrival.Unusable) arrival).rejected()));
    }
}
