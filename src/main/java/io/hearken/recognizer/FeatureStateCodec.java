package io.hearken.recognizer;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.AudioState;
import io.hearken.audio.AudioStateCodec;
import io.hearken.feature.FrontEndState;
import io.hearken.feature.FrontEndStateCodec;
import io.hearken.stream.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes a {@link FeatureState}: the versions of its parts, then the parts. Version 1 did not know
 * about the order of chunks, nor when the stream began.
 */
public final class FeatureStateCodec implements Codec<FeatureState> {
    private static final long serialVersionUID = 1;
    private static final int VERSION = 2;
    private static final AudioStateCodec AUDIO = new AudioStateCodec();
    private static final FrontEndStateCodec FRONT_END = new FrontEndStateCodec();
    private static final SequenceStateCodec SEQUENCE = new SequenceStateCodec();

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(FeatureState state, DataOutput out) throws IOException {
        out.writeByte(AUDIO.version());
        AUDIO.write(state.audio, out);
        out.writeByte(FRONT_END.version());
        FRONT_END.write(state.frontEnd, out);
        out.writeLong(state.samples);
        out.writeLong(state.begun);
        out.writeByte(SEQUENCE.version());
        SEQUENCE.write(state.sequence, out);
    }

    @Override
    public FeatureState read(DataInput in, int version) throws IOException {
        require(
                version == 1 || version == VERSION,
                "feature state of version %d cannot be read, only 1 and %d",
                version,
                VERSION);
        AudioState audio = AUDIO.read(in, in.readByte());
        FrontEndState frontEnd = FRONT_END.read(in, in.readByte());
        long samples = in.readLong();
        long begun = version == 1 ? FeatureState.UNKNOWN : in.readLong();
        SequenceState sequence =
                version == 1
                        ? new SequenceState(SequenceState.ANY)
                        : SEQUENCE.read(in, in.readByte());
        return new FeatureState(audio, frontEnd, samples, begun, sequence);
    }

    @Override
    public FeatureState copy(FeatureState state) {
        return new FeatureState(
                AUDIO.copy(state.audio),
                FRONT_END.copy(state.frontEnd),
                state.samples,
                state.begun,
                SEQUENCE.copy(state.sequence));
    }
}
