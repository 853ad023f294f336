package io.hearken.recognizer;

import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioChunkCodec;
import io.hearken.stream.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;

/**
 * Writes a {@link SequenceState}; one byte for a stream without numbers.
 *
 * <pre>
 *   version 1: boolean new, long next, boolean begun, boolean over, long captured, int heard,
 *              int for each bit of heard, byte codec version, int n, n chunks
 * </pre>
 */
final class SequenceStateCodec implements Codec<SequenceState> {
    private static final long serialVersionUID = 1;
    private static final AudioChunkCodec CHUNKS = new AudioChunkCodec();

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(SequenceState state, DataOutput out) throws IOException {
        boolean isNew = state.isUnused() && state.next == 0;
        out.writeBoolean(isNew);
        if (isNew) {
            return;
        }
        out.writeLong(state.next);
        out.writeBoolean(state.begun);
        out.writeBoolean(state.over);
        out.writeLong(state.captured);
        out.writeInt(state.heard);
        for (int place = 0; place < state.checksums.length; place++) {
            if ((state.heard & 1 << place) != 0) {
                out.writeInt(state.checksums[place]);
            }
        }
        out.writeByte(CHUNKS.version());
        out.writeInt(state.held.size());
        for (AudioChunk chunk : state.held) {
            CHUNKS.write(chunk, out);
        }
    }

    @Override
    public SequenceState read(DataInput in, int version) throws IOException {
        SequenceState state = new SequenceState(0);
        if (in.readBoolean()) {
            return state;
        }
        state.next = in.readLong();
        state.begun = in.readBoolean();
        state.over = in.readBoolean();
        state.captured = in.readLong();
        readChecksums(state, in);
        int chunks = in.readByte();
        for (int left = in.readInt(); left > 0; left--) {
            state.held.add(CHUNKS.read(in, chunks));
        }
        return state;
    }

    private static void readChecksums(SequenceState state, DataInput in) throws IOException {
        int heard = in.readInt();
        for (int place = 0; place < SequenceState.REMEMBERED; place++) {
            if ((heard & 1 << place) != 0) {
                state.remember(place, in.readInt());
            }
        }
    }

    @Override
    public SequenceState copy(SequenceState state) {
        SequenceState copy = new SequenceState(state.next);
        copy.begun = state.begun;
        copy.over = state.over;
        copy.captured = state.captured;
        copy.held = new ArrayList<>(state.held.size());
        state.held.forEach(chunk -> copy.held.add(CHUNKS.copy(chunk)));
        copy.checksums = state.checksums.clone();
        copy.heard = state.heard;
        return copy;
    }
}
