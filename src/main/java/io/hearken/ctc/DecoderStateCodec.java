package io.hearken.ctc;

import io.hearken.stream.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a {@link DecoderState}: its paths, at most as many as a beam is wide and each at most
 * {@link Decoder#LONGEST} symbols long, 40 bytes a symbol.
 */
public final class DecoderStateCodec implements Codec<DecoderState> {
    private static final long serialVersionUID = 1;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(DecoderState state, DataOutput out) throws IOException {
        out.writeInt(state.paths().size());
        for (Path path : state.paths()) {
            out.writeInt(path.last());
            out.writeDouble(path.resting());
            out.writeDouble(path.running());
            out.writeInt(path.heard().size());
            for (Heard heard : path.heard()) {
                write(heard, out);
            }
        }
    }

    private static void write(Heard heard, DataOutput out) throws IOException {
        out.writeInt(heard.symbol());
        out.writeLong(heard.firstFrame());
        out.writeLong(heard.lastFrame());
        out.writeLong(heard.peak().frame());
        out.writeFloat(heard.peak().posterior());
        out.writeFloat(heard.peak().sinceStart());
        out.writeLong(heard.ending().frame());
        out.writeFloat(heard.ending().untilEnd());
    }

    @Override
    public DecoderState read(DataInput in, int version) throws IOException {
        List<Path> paths = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int last = in.readInt();
            double resting = in.readDouble();
            double running = in.readDouble();
            List<Heard> heard = new ArrayList<>();
            for (int more = in.readInt(); more > 0; more--) {
                heard.add(readHeard(in));
            }
            paths.add(new Path(heard, last, resting, running));
        }
        return new DecoderState(paths);
    }

    private static Heard readHeard(DataInput in) throws IOException {
        return new Heard(
                in.readInt(),
                in.readLong(),
                in.readLong(),
                new Peak(in.readLong(), in.readFloat(), in.readFloat()),
                new Ending(in.readLong(), in.readFloat()));
    }

    /** Paths never change, so they may be shared. */
    @Override
    public DecoderState copy(DecoderState state) {
        return new DecoderState(state.paths());
    }
}
