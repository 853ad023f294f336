package io.hearken.stream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** {@link FeatureFrames} in bytes. Version 1 had no gaps. */
public final class FeatureFramesCodec implements Codec<FeatureFrames> {
    private static final long serialVersionUID = 1;

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(FeatureFrames frames, DataOutput out) throws IOException {
        Codec.writeString(frames.stream(), out);
        Codec.writeFloats(frames.values(), out);
        out.writeInt(frames.dimension());
        out.writeLong(frames.samples());
        out.writeBoolean(frames.last());
        GapCodec.write(frames.gaps(), out);
        out.writeLong(frames.resumesAt());
    }

    @Override
    public FeatureFrames read(DataInput in, int version) throws IOException {
        return new FeatureFrames(
                Codec.readString(in),
                Codec.readFloats(in),
                in.readInt(),
                in.readLong(),
                in.readBoolean(),
                version == 1 ? List.of() : GapCodec.read(in),
                version == 1 ? FeatureFrames.GOES_ON : in.readLong());
    }

    @Override
    public FeatureFrames copy(FeatureFrames frames) {
        return new FeatureFrames(
                frames.stream(),
                frames.values().clone(),
                frames.dimension(),
                frames.samples(),
                frames.last(),
                frames.gaps(),
                frames.resumesAt());
    }
}
