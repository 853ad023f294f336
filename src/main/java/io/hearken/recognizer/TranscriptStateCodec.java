package io.hearken.recognizer;

import static io.hearken.stream.Checks.require;

import io.hearken.acoustic.NetworkState;
import io.hearken.ctc.DecoderState;
import io.hearken.ctc.DecoderStateCodec;
import io.hearken.ctc.Ending;
import io.hearken.ctc.Heard;
import io.hearken.ctc.Path;
import io.hearken.ctc.Peak;
import io.hearken.stream.Codec;
import io.hearken.stream.Gap;
import io.hearken.stream.GapCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a {@link TranscriptState}: network, decoder, counters, what was shown, what is missing,
 * windows. Version 1 held what a greedy decoder remembers, version 2 no gaps, version 3 no windows,
 * version 4 not who speaks.
 */
public final class TranscriptStateCodec implements Codec<TranscriptState> {
    private static final long serialVersionUID = 1;
    private static final int VERSION = 5;

    /** This layout, from version 2 on, contains version 1 of that one. */
    private static final DecoderStateCodec DECODER = new DecoderStateCodec();

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(TranscriptState state, DataOutput out) throws IOException {
        write(state.network, out);
        DECODER.write(state.decoder, out);
        out.writeLong(state.steps);
        out.writeLong(state.begun);
        out.writeInt(state.utterance);
        out.writeInt(state.revision);
        out.writeInt(state.shown.size());
        for (int symbol : state.shown) {
            out.writeInt(symbol);
        }
        GapCodec.write(state.gaps, out);
        write(state.windows, out);
    }

    private static void write(Windows windows, DataOutput out) throws IOException {
        out.writeBoolean(!windows.isUnused());
        if (windows.isUnused()) {
            return;
        }
        out.writeInt(windows.open.size());
        for (NetworkState open : windows.open) {
            write(open, out);
        }
        write(windows.finished.toArray(float[][]::new), out);
        Codec.writeFloats(windows.latest, out);
        out.writeLong(windows.quietUntil);
        write(windows.activity, out);
        Codec.writeFloats(windows.lead, out);
    }

    private static void write(Activity activity, DataOutput out) throws IOException {
        out.writeDouble(activity.noise);
        out.writeInt(activity.latest.size());
        for (double level : activity.latest) {
            out.writeDouble(level);
        }
        out.writeDouble(activity.loudest);
        out.writeBoolean(activity.isSpeech);
        out.writeInt(activity.quiet);
    }

    private static Windows readWindows(DataInput in, int version) throws IOException {
        Windows windows = new Windows();
        if (!in.readBoolean()) {
            return windows;
        }
        for (int left = in.readInt(); left > 0; left--) {
            windows.open.add(new NetworkState(readRows(in), readRows(in)));
        }
        windows.finished.addAll(List.of(readRows(in)));
        windows.latest = Codec.readFloats(in);
        windows.quietUntil = in.readLong();
        if (version > 4) {
            windows.activity = readActivity(in);
            windows.lead = Codec.readFloats(in);
        }
        return windows;
    }

    private static Activity readActivity(DataInput in) throws IOException {
        Activity activity = new Activity();
        activity.noise = in.readDouble();
        for (int left = in.readInt(); left > 0; left--) {
            activity.latest.add(in.readDouble());
        }
        activity.loudest = in.readDouble();
        activity.isSpeech = in.readBoolean();
        activity.quiet = in.readInt();
        return activity;
    }

    private static void write(NetworkState network, DataOutput out) throws IOException {
        write(network.h(), out);
        write(network.c(), out);
    }

    private static void write(float[][] rows, DataOutput out) throws IOException {
        out.writeInt(rows.length);
        for (float[] row : rows) {
            Codec.writeFloats(row, out);
        }
    }

    @Override
    public TranscriptState read(DataInput in, int version) throws IOException {
        require(
                1 <= version && version <= VERSION,
                "transcript state of version %d cannot be read, only 1 to %d",
                version,
                VERSION);
        NetworkState network = new NetworkState(readRows(in), readRows(in));
        return version == 1 ? readVersion1(network, in) : readNewer(network, in, version);
    }

    private static TranscriptState readNewer(NetworkState network, DataInput in, int version)
            throws IOException {
        DecoderState decoder = DECODER.read(in, 1);
        long steps = in.readLong();
        long begun = in.readLong();
        int utterance = in.readInt();
        int revision = in.readInt();
        List<Integer> shown = readShown(in);
        List<Gap> gaps = version == 2 ? List.of() : GapCodec.read(in);
        Windows windows = version < 4 ? new Windows() : readWindows(in, version);
        return new TranscriptState(
                network, windows, decoder, steps, begun, utterance, revision, shown, gaps);
    }

    private static List<Integer> readShown(DataInput in) throws IOException {
        List<Integer> shown = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            shown.add(in.readInt());
        }
        return shown;
    }

    private static TranscriptState readVersion1(NetworkState network, DataInput in)
            throws IOException {
        int running = in.readInt();
        List<Heard> heard = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int symbol = in.readInt();
            long first = in.readLong();
            long last = in.readLong();
            Peak peak = new Peak(first, in.readFloat(), Float.NaN);
            heard.add(new Heard(symbol, first, last, peak, new Ending(last, Float.NaN)));
        }
        int latest = heard.isEmpty() ? 0 : heard.get(heard.size() - 1).symbol();
        double never = Double.NEGATIVE_INFINITY;
        Path path =
                running == 0
                        ? new Path(heard, latest, 0, never)
                        : new Path(heard, running, never, 0);
        long steps = in.readLong();
        return new TranscriptState(
                network,
                new Windows(),
                new DecoderState(List.of(path)),
                steps,
                steps,
                in.readInt(),
                in.readInt(),
                heard.stream().map(Heard::symbol).toList(),
                List.of());
    }

    private static float[][] readRows(DataInput in) throws IOException {
        List<float[]> rows = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            rows.add(Codec.readFloats(in));
        }
        return rows.toArray(float[][]::new);
    }

    @Override
    public TranscriptState copy(TranscriptState state) {
        return new TranscriptState(
                state.network.copy(),
                state.windows.copy(),
                DECODER.copy(state.decoder),
                state.steps,
                state.begun,
                state.utterance,
                state.revision,
                state.shown,
                state.gaps);
    }
}
