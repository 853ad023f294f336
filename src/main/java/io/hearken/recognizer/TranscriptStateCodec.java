package io.hearken.recognizer;

import static io.hearken.stream.Checks.require;

import io.hearken.acoustic.LstmState;
import io.hearken.ctc.DecoderState;
import io.hearken.ctc.Heard;
import io.hearken.stream.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes a {@link TranscriptState}: LSTM, decoder, counters. */
public final class TranscriptStateCodec implements Codec<TranscriptState> {
    private static final long serialVersionUID = 1;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(TranscriptState state, DataOutput out) throws IOException {
        write(state.lstm.h(), out);
        write(state.lstm.c(), out);
        out.writeInt(state.decoder.lastSymbol());
        out.writeInt(state.decoder.heard().size());
        for (Heard heard : state.decoder.heard()) {
            out.writeInt(heard.symbol());
            out.writeLong(heard.firstFrame());
            out.writeLong(heard.lastFrame());
            out.writeFloat(heard.confidence());
        }
        out.writeLong(state.steps);
        out.writeInt(state.utterance);
        out.writeInt(state.revision);
    }

    private static void write(float[][] rows, DataOutput out) throws IOException {
        out.writeInt(rows.length);
        for (float[] row : rows) {
            Codec.writeFloats(row, out);
        }
    }

    @Override
    public TranscriptState read(DataInput in, int version) throws IOException {
        require(version == 1, "transcript state of version %d cannot be read, only 1", version);
        LstmState lstm = new LstmState(readRows(in), readRows(in));
        int lastSymbol = in.readInt();
        int count = in.readInt();
        List<Heard> heard = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            heard.add(new Heard(in.readInt(), in.readLong(), in.readLong(), in.readFloat()));
        }
        DecoderState decoder = new DecoderState(lastSymbol, heard);
        return new TranscriptState(lstm, decoder, in.readLong(), in.readInt(), in.readInt());
    }

    private static float[][] readRows(DataInput in) throws IOException {
        float[][] rows = new float[in.readInt()][];
        for (int l = 0; l < rows.length; l++) {
            rows[l] = Codec.readFloats(in);
        }
        return rows;
    }

    @Override
    public TranscriptState copy(TranscriptState state) {
        DecoderState decoder = new DecoderState(state.decoder.lastSymbol(), state.decoder.heard());
        return new TranscriptState(
                state.lstm.copy(), decoder, state.steps, state.utterance, state.revision);
    }
}
