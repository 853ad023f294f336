package io.hearken.recognizer;

import io.hearken.audio.AudioDecoder;
import io.hearken.audio.AudioException;
import io.hearken.audio.AudioState;
import io.hearken.feature.FeatureSpec;
import io.hearken.feature.FrontEnd;
import io.hearken.feature.FrontEndState;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Floats;
import io.hearken.stream.RejectionCodes;
import io.hearken.stream.Stage;
import io.hearken.stream.Turn;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * From audio bytes to normalized feature vectors: decodes, resamples to the model's rate, makes
 * MFCCs. Audio that cannot be decoded is rejected as {@code bad-audio} and leaves the stream as if
 * it had never come.
 *
 * <p>A stream may be ahead of time: more of it may have been heard than time has passed since it
 * began, both by its records' timestamps, so that a replay decides the same. How far is a setting;
 * once a stream is further ahead, its audio is rejected as {@code too-fast} until time has caught
 * up. One record may hold as much as it likes.
 */
public final class FeatureStage implements Stage<FeatureState, AudioChunk, FeatureFrames> {
    /**
     * Silence appended to a stream's end, for the network to make up its mind about the last word.
     */
    private static final double TAIL_SECONDS = 0.5;

    private final AudioDecoder decoder;
    private final FrontEnd frontEnd;
    private final FeatureSpec spec;
    private final long mostAheadMillis;

    /** A stage whose streams may be ahead of time as far as they like. */
    public FeatureStage(Model model) {
        this(model, Duration.ZERO);
    }

    /**
     * A stage of one model.
     *
     * @param mostAhead how far a stream may be ahead of time; zero for as far as it likes
     */
    public FeatureStage(Model model, Duration mostAhead) {
        this.mostAheadMillis = mostAhead.toMillis();
        this.spec = model.features();
        this.decoder = new AudioDecoder(spec.sampleRate());
        this.frontEnd = new FrontEnd(spec, model.normalization());
    }

    @Override
    public FeatureState begin(String stream) {
        return new FeatureState(new AudioState(), new FrontEndState(), 0, FeatureState.UNKNOWN);
    }

    @Override
    public AudioChunk ending(String stream) {
        AudioFormat format = new AudioFormat(Encoding.PCM_S16LE, spec.sampleRate(), 1);
        return AudioChunk.of(stream, new byte[0], format, true);
    }

    @Override
    public void advance(List<Turn<FeatureState, AudioChunk, FeatureFrames>> turns) {
        turns.forEach(this::advance);
    }

    private void advance(Turn<FeatureState, AudioChunk, FeatureFrames> turn) {
        FeatureState state = turn.state();
        AudioChunk chunk = turn.input();
        float[] vectors = frontEnd.advance(state.frontEnd, samples(turn));
        if (chunk.last()) {
            vectors = Floats.join(vectors, frontEnd.advance(state.frontEnd, ending(state)));
            turn.end();
        }
        if (vectors.length > 0 || chunk.last()) {
            turn.emit(
                    new FeatureFrames(
                            chunk.stream(),
                            vectors,
                            spec.dimension(),
                            state.samples,
                            chunk.last()));
        }
    }

    /** The chunk's samples; none if they cannot be decoded, or come too soon. */
    private float[] samples(Turn<FeatureState, AudioChunk, FeatureFrames> turn) {
        AudioChunk chunk = turn.input();
        if (chunk.bytes().length == 0) {
            return new float[0];
        }
        long aheadMillis = aheadMillis(turn.state(), chunk.origin().timestamp());
        if (mostAheadMillis > 0 && aheadMillis > mostAheadMillis) {
            turn.reject(RejectionCodes.TOO_FAST, tooFast(aheadMillis));
            return new float[0];
        }
        try {
            float[] samples = decoder.decode(turn.state().audio, chunk.bytes(), chunk.format());
            turn.state().samples += samples.length;
            return samples;
        } catch (AudioException e) {
            turn.reject(RejectionCodes.BAD_AUDIO, e.getMessage());
            return new float[0];
        }
    }

    /** How far the stream is ahead of time; not at all if nobody knows the time. */
    private long aheadMillis(FeatureState state, long now) {
        if (now < 0) {
            return 0;
        }
        long heardMillis = state.samples * 1_000 / spec.sampleRate();
        if (state.begun == FeatureState.UNKNOWN) {
            state.begun = now - heardMillis;
        }
        return heardMillis - (now - state.begun);
    }

    private String tooFast(long aheadMillis) {
        return String.format(
                "stream is %.1f s of audio ahead of its records' timestamps, at most %.1f s are"
                        + " taken: send it slower",
                aheadMillis / 1e3, mostAheadMillis / 1e3);
    }

    /** What the resampler still holds, and silence behind it. */
    private float[] ending(FeatureState state) {
        float[] rest = decoder.finish(state.audio);
        state.samples += rest.length;
        return Arrays.copyOf(rest, rest.length + (int) (TAIL_SECONDS * spec.sampleRate()));
    }
}
