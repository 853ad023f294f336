package io.hearken.stream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@link AudioChunk} in bytes. Encodings are written by label, so that their order may change. */
public final class AudioChunkCodec implements Codec<AudioChunk> {
    private static final long serialVersionUID = 1;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(AudioChunk chunk, DataOutput out) throws IOException {
        Codec.writeString(chunk.stream(), out);
        Codec.writeBytes(chunk.bytes(), out);
        Codec.writeString(chunk.format().encoding().label(), out);
        out.writeInt(chunk.format().sampleRate());
        out.writeInt(chunk.format().channels());
        out.writeLong(chunk.sequence());
        out.writeBoolean(chunk.last());
        OriginCodec.write(chunk.origin(), out);
    }

    @Override
    public AudioChunk read(DataInput in, int version) throws IOException {
        return new AudioChunk(
                Codec.readString(in),
                Codec.readBytes(in),
                readFormat(in),
                in.readLong(),
                in.readBoolean(),
                OriginCodec.read(in));
    }

    private static AudioFormat readFormat(DataInput in) throws IOException {
        String label = Codec.readString(in);
        Encoding encoding =
                Encoding.ofLabel(label)
                        .orElseThrow(() -> new IOException("unknown encoding '" + label + "'"));
        return new AudioFormat(encoding, in.readInt(), in.readInt());
    }

    @Override
    public AudioChunk copy(AudioChunk chunk) {
        return new AudioChunk(
                chunk.stream(),
                OriginCodec.copy(chunk.bytes()),
                chunk.format(),
                chunk.sequence(),
                chunk.last(),
                OriginCodec.copy(chunk.origin()));
    }
}
