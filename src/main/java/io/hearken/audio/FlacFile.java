package io.hearken.audio;

import io.hearken.stream.AudioFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jflac.FLACDecoder;
import org.jflac.FrameListener;
import org.jflac.frame.Frame;
import org.jflac.frame.Header;
import org.jflac.metadata.Metadata;

/**
 * Reads FLAC files with jFLAC.
 *
 * <p>jFLAC trusts what it reads: it takes as much memory as a tag claims to need, plays silence for
 * broken frames, and searches for ever behind the last sample. So it is given {@link FlacHeader a
 * header of ours} and the frames alone, and any complaint of its own ends the reading.
 */
final class FlacFile {
    static final String MAGIC = "fLaC";

    /**
     * Samples of all channels a file may hold, ten minutes of stereo at the highest rate: a few
     * bytes of FLAC can hold minutes of silence.
     */
    static final int MOST_SAMPLES = 10 * 60 * AudioFormat.HIGHEST_RATE * 2;

    private final FlacHeader header;
    private final int mostSamples;
    private final ByteArrayInputStream input;
    private final FLACDecoder decoder;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private long frames;

    private FlacFile(FlacHeader header, byte[] file, int mostSamples) {
        this.header = header;
        this.mostSamples = mostSamples;
        input = new ByteArrayInputStream(header.withFramesOf(file));
        decoder = new FLACDecoder(input);
        decoder.addFrameListener(new Complaints());
    }

    /**
     * Decodes the audio in a FLAC file.
     *
     * @throws AudioException if the file is broken, cut short, or of a kind not heard here
     */
    static Recording parse(byte[] file) {
        return parse(file, MOST_SAMPLES);
    }

    /** The same of a file that may hold fewer samples of all channels. */
    static Recording parse(byte[] file, int mostSamples) {
        FlacHeader header = FlacHeader.parse(file);
        FlacFile flac = new FlacFile(header, file, mostSamples);
        flac.checkLength(header.frames());
        return new Recording(header.format(), flac.decode());
    }

    private byte[] decode() {
        try {
            decoder.readMetadata();
            while (hasNext()) {
                append(decoder.readNextFrame());
            }
        } catch (AudioException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw broken(e.toString());
        }
        return data.toByteArray();
    }

    private boolean hasNext() {
        if (header.frames() > 0) {
            return frames < header.frames();
        }
        return input.available() + decoder.getBitInputStream().getInputBytesUnconsumed() > 0;
    }

    private void append(Frame frame) {
        if (frame == null) {
            throw cutShort();
        }
        if (decoder.getBadFrames() > 0) {
            throw broken("bad frame");
        }
        checkFrame(frame.header);
        frames += frame.header.blockSize;
        checkLength(frames);
        data.writeBytes(interleaved(frame.header.blockSize));
    }

    private byte[] interleaved(int length) {
        int bytesPerSample = header.bits() / 8;
        int channels = header.format().channels();
        byte[] bytes = new byte[length * channels * bytesPerSample];
        for (int channel = 0; channel < channels; channel++) {
            int[] samples = decoder.getChannelData()[channel].getOutput();
            for (int i = 0; i < length; i++) {
                int at = (i * channels + channel) * bytesPerSample;
                put(samples[i], bytes, at, bytesPerSample);
            }
        }
        return bytes;
    }

    private static void put(int sample, byte[] bytes, int at, int bytesPerSample) {
        // FLAC's 8 bits are signed, ours are not.
        int value = bytesPerSample == 1 ? sample + 128 : sample;
        for (int i = 0; i < bytesPerSample; i++) {
            bytes[at + i] = (byte) (value >> 8 * i);
        }
    }

    private void checkFrame(Header frame) {
        AudioFormat format = header.format();
        if (frame.channels != format.channels()
                || frame.sampleRate != format.sampleRate()
                || frame.bitsPerSample != header.bits()) {
            throw broken("a frame's format differs from the file's");
        }
        if (header.frames() > 0 && frames + frame.blockSize > header.frames()) {
            throw broken("more samples than the " + header.frames() + " promised");
        }
    }

    private void checkLength(long frames) {
        int channels = header.format().channels();
        if (frames * channels > mostSamples) {
            throw new AudioException(
                    "flac file of more than %d samples in %d channels, expected at most %d",
                    mostSamples / channels, channels, mostSamples / channels);
        }
    }

    private AudioException cutShort() {
        return new AudioException(
                "the flac file ends after %d samples, expected %s",
                frames, header.frames() > 0 ? header.frames() : "a whole frame");
    }

    private AudioException broken(String why) {
        return new AudioException(
                "the flac file is broken after %d samples (%s), expected whole frames",
                frames, why);
    }

    /** Turns what jFLAC merely mentions into an end. */
    private final class Complaints implements FrameListener {
        @Override
        public void processMetadata(Metadata metadata) {}

        @Override
        public void processFrame(Frame frame) {}

        @Override
        public void processError(String message) {
            throw message.contains("EOFException") ? cutShort() : broken(message);
        }
    }
}
