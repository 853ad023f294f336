package io.hearken.recognizer;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.AudioStateCodec;
import io.hearken.feature.FrontEndStateCodec;
import io.hearken.stream.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes a {@link FeatureState}: the versions of its parts, then the parts. Version 1 did not know
 * when the stream began.
 */
public final class FeatureStateCodec implements Codec<FeatureState> {
    private static final long serialVersionUID = 1;
    private static final AudioStateCodec AUDIO = new AudioStateCodec();
    private static final FrontEndStateCodec FRONT_END = new FrontEndStateCodec();

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(FeatureState state, DataOutput out) throws IOException {
        out.writeByte(AUDIO.version());
        AUDIO.write(state.audio, out);
        out.writeByte(FRONT_END.version());
        FRONT_END.write(state.frontEnd, out);
        out.writeLong(state.samples);
        out.writeLong(state.begun);
    }

    @Override
    public FeatureState read(DataInput in, int version) throws IOException {
        require(
                version == 1 || version == 2,
                "feature state of version %d cannot be read, only 1 and 2",
                version);
        return new FeatureState(
                AUDIO.read(in, in.readByte()),
                FRONT_END.read(in, in.readByte()),
                in.readLong(),
                version == 1 ? FeatureState.UNKNOWN : in.readLong());
    }

    @Override
    public FeatureState copy(FeatureState state) {
        return new FeatureState(
                AUDIO.copy(state.audio),
                FRONT_END.copy(state.frontEnd),
                state.samples,
                state.begun);
    }
}
