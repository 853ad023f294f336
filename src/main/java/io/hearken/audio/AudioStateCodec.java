package io.hearken.audio;

import io.hearken.stream.AudioFormat;
import io.hearken.stream.Codec;
import io.hearken.stream.Encoding;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes an {@link AudioState} to bytes that outlive a process. Version 1 did not know how long the
 * latest audio was.
 */
public final class AudioStateCodec implements Codec<AudioState> {
    private static final int VERSION = 2;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(AudioState state, DataOutput out) throws IOException {
        Codec.writeBytes(state.pending, out);
        writeFormat(state.format, out);
        Codec.writeFloats(state.resampler.history, out);
        out.writeLong(state.resampler.read);
        out.writeLong(state.resampler.written);
        out.writeInt(state.latest);
    }

    @Override
    public AudioState read(DataInput in, int version) throws IOException {
        if (version != 1 && version != VERSION) {
            throw new IOException(
                    "audio state of version " + version + ", this build reads 1 and " + VERSION);
        }
        AudioState state = new AudioState();
        state.pending = Codec.readBytes(in);
        state.format = readFormat(in);
        state.resampler.history = Codec.readFloats(in);
        state.resampler.read = in.readLong();
        state.resampler.written = in.readLong();
        state.latest = version == 1 ? 0 : in.readInt();
        return state;
    }

    @Override
    public AudioState copy(AudioState state) {
        AudioState copy = new AudioState();
        copy.pending = state.pending.clone();
        copy.format = state.format;
        copy.resampler.history = state.resampler.history.clone();
        copy.resampler.read = state.resampler.read;
        copy.resampler.written = state.resampler.written;
        copy.latest = state.latest;
        return copy;
    }

    private static void writeFormat(AudioFormat format, DataOutput out) throws IOException {
        out.writeBoolean(format != null);
        if (format != null) {
            Codec.writeString(format.encoding().label(), out);
            out.writeInt(format.sampleRate());
            out.writeInt(format.channels());
        }
    }

    private static AudioFormat readFormat(DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        String label = Codec.readString(in);
        Encoding encoding =
                Encoding.ofLabel(label)
                        .orElseThrow(() -> new IOException("unknown encoding " + label));
        return new AudioFormat(encoding, in.readInt(), in.readInt());
    }
}
