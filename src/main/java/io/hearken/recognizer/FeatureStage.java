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
import io.hearken.stream.Gap;
import io.hearken.stream.Rejection;
import io.hearken.stream.RejectionCodes;
import io.hearken.stream.Stage;
import io.hearken.stream.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * From audio bytes to normalized feature vectors: puts numbered chunks in order, decodes, resamples
 * to the model's rate, makes MFCCs. Audio that cannot be decoded is rejected as {@code bad-audio}
 * and leaves the stream as if it had never come.
 *
 * <p>Where numbered chunks are missing, each is taken to have been as long as the chunk before.
 * Silence stands for them; where they are more than {@link Ordering} allows, the stream is finished
 * and begun anew behind them, in the same time.
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

    /** Further than this nothing is skipped: the times of nonsensical numbers must not overflow. */
    private static final long MOST_SAMPLES = 1L << 52;

    private final AudioDecoder decoder;
    private final FrontEnd frontEnd;
    private final FeatureSpec spec;
    private final long mostAheadMillis;
    private final Sequencer sequencer;
    private final double longestGap;

    /** A stage with the usual ordering. */
    public FeatureStage(Model model) {
        this(model, Ordering.USUAL);
    }

    /** A stage whose streams may be ahead of time as far as they like. */
    public FeatureStage(Model model, Ordering ordering) {
        this(model, ordering, Duration.ZERO);
    }

    /**
     * A stage of one model.
     *
     * @param mostAhead how far a stream may be ahead of time; zero for as far as it likes
     */
    public FeatureStage(Model model, Ordering ordering, Duration mostAhead) {
        this.mostAheadMillis = mostAhead.toMillis();
        this.spec = model.features();
        this.decoder = new AudioDecoder(spec.sampleRate());
        this.frontEnd = new FrontEnd(spec, model.normalization());
        this.sequencer = new Sequencer(ordering);
        this.longestGap = ordering.longestGap().toMillis() / 1000.0;
    }

    /** What has been made of audio and is not yet on its way. */
    private static final class Made {
        float[] vectors = {};
        final List<Gap> gaps = new ArrayList<>(0);
    }

    @Override
    public FeatureState begin(String stream) {
        return new FeatureState(
                new AudioState(),
                new FrontEndState(),
                0,
                FeatureState.UNKNOWN,
                new SequenceState(0));
    }

    @Override
    public AudioChunk ending(String stream) {
        AudioFormat format = new AudioFormat(Encoding.PCM_S16LE, spec.sampleRate(), 1);
        return AudioChunk.of(stream, new byte[0], format, true);
    }

    @Override
    public boolean beginsAnew(FeatureState state, AudioChunk chunk) {
        return !isEnding(chunk) && sequencer.refusal(state.sequence, chunk).isEmpty();
    }

    @Override
    public void advance(List<Turn<FeatureState, AudioChunk, FeatureFrames>> turns) {
        turns.forEach(this::advance);
    }

    private void advance(Turn<FeatureState, AudioChunk, FeatureFrames> turn) {
        FeatureState state = turn.state();
        sequencer
                .refusal(state.sequence, turn.input())
                .ifPresentOrElse(reason -> refuse(turn, reason), () -> take(turn));
    }

    /** What comes twice is usual where producers try again: no need to tell of each. */
    private static void refuse(
            Turn<FeatureState, AudioChunk, FeatureFrames> turn, Rejection reason) {
        if (reason.code().equals(RejectionCodes.DUPLICATE)) {
            turn.drop(reason.code());
        } else {
            turn.reject(turn.input(), reason);
        }
    }

    private void take(Turn<FeatureState, AudioChunk, FeatureFrames> turn) {
        FeatureState state = turn.state();
        AudioChunk chunk = turn.input();
        if (state.sequence.over) {
            if (isEnding(chunk)) {
                if (isSilence(chunk)) {
                    turn.end();
                } else {
                    turn.retire();
                }
                return;
            }
            state.sequence = Sequencer.after(state.sequence, chunk);
        }
        Made made = new Made();
        AudioChunk latest = null;
        for (Sequencer.Due due : sequencer.take(state.sequence, chunk)) {
            if (!isTooFast(turn, due)) {
                miss(turn, due.missing(), made);
                hear(samples(turn, due.chunk()), state, made);
            }
            latest = due.chunk();
        }
        if (latest != null && latest.last()) {
            end(turn, latest, made);
        } else if (made.vectors.length > 0 || !made.gaps.isEmpty()) {
            emit(turn, made, false, FeatureFrames.GOES_ON);
        }
    }

    /** What says nothing but that nothing more will come. */
    private static boolean isEnding(AudioChunk chunk) {
        return chunk.last()
                && chunk.bytes().length == 0
                && chunk.sequence() == AudioChunk.NO_SEQUENCE;
    }

    /** Whether that is so because nothing came for long, and not because somebody said so. */
    private static boolean isSilence(AudioChunk chunk) {
        return isEnding(chunk) && chunk.origin().topic().isEmpty();
    }

    private void miss(Turn<FeatureState, AudioChunk, FeatureFrames> turn, long chunks, Made made) {
        FeatureState state = turn.state();
        if (chunks == 0) {
            return;
        }
        double seconds = chunks * decoder.latestSeconds(state.audio);
        if (seconds > longestGap) {
            beginAnew(turn, seconds, made);
            return;
        }
        double start = seconds(state.samples);
        hear(decoder.silence(state.audio, chunks), state, made);
        if (seconds(state.samples) > start) {
            made.gaps.add(new Gap(start, seconds(state.samples)));
        }
    }

    /** Finishes what was heard, and goes on a step's multiple from the stream's beginning. */
    private void beginAnew(
            Turn<FeatureState, AudioChunk, FeatureFrames> turn, double seconds, Made made) {
        FeatureState state = turn.state();
        finish(state, made);
        double behind = seconds(state.samples) + seconds;
        int step = spec.stepSamples();
        long steps = Math.min((long) Math.ceil(behind / spec.stepSeconds()), MOST_SAMPLES / step);
        long resumesAt = Math.max(steps, (state.samples + step - 1) / step) * step;
        emit(turn, made, false, resumesAt);
        made.gaps.add(new Gap(seconds(state.samples), seconds(resumesAt)));
        if (state.begun != FeatureState.UNKNOWN) {
            // What is skipped costs nothing but the silence behind what was heard.
            long skipped = resumesAt - state.samples;
            long heard = (long) (TAIL_SECONDS * spec.sampleRate());
            state.begun -= millis(Math.max(0, skipped - heard));
        }
        state.hearAnewFrom(resumesAt);
    }

    private void end(
            Turn<FeatureState, AudioChunk, FeatureFrames> turn, AudioChunk last, Made made) {
        FeatureState state = turn.state();
        finish(state, made);
        emit(turn, made, true, FeatureFrames.GOES_ON);
        if (state.sequence.isUnused()) {
            turn.end();
            return;
        }
        state.hearAnewFrom(0);
        state.begun = FeatureState.UNKNOWN;
        sequencer
                .end(state.sequence, !isSilence(last))
                .forEach(late -> turn.reject(late.input(), late.reason()));
        turn.retire();
    }

    /**
     * Hears what the resampler still holds, and silence behind it that is no part of the stream.
     */
    private void finish(FeatureState state, Made made) {
        hear(decoder.finish(state.audio), state, made);
        long heard = state.samples;
        hear(new float[(int) (TAIL_SECONDS * spec.sampleRate())], state, made);
        state.samples = heard;
    }

    private void hear(float[] samples, FeatureState state, Made made) {
        made.vectors = Floats.join(made.vectors, frontEnd.advance(state.frontEnd, samples));
        state.samples += samples.length;
    }

    /** The chunk's samples; none if they cannot be decoded. */
    private float[] samples(Turn<FeatureState, AudioChunk, FeatureFrames> turn, AudioChunk chunk) {
        if (chunk.bytes().length == 0) {
            return new float[0];
        }
        try {
            float[] samples = decoder.decode(turn.state().audio, chunk.bytes(), chunk.format());
            turn.state().decoded += samples.length;
            return samples;
        } catch (AudioException e) {
            turn.reject(chunk, new Rejection(RejectionCodes.BAD_AUDIO, e.getMessage()));
            if (chunk.sequence() != AudioChunk.NO_SEQUENCE) {
                turn.remember(); // its number has come
            }
            return new float[0];
        }
    }

    /**
     * Whether the stream is too far ahead of time for a chunk, with the silence that would stand
     * for those that are missing before it; if so, the chunk is rejected.
     */
    private boolean isTooFast(
            Turn<FeatureState, AudioChunk, FeatureFrames> turn, Sequencer.Due due) {
        AudioChunk chunk = due.chunk();
        double missing = due.missing() * decoder.latestSeconds(turn.state().audio);
        long aheadMillis = aheadMillis(turn.state(), chunk.origin().timestamp());
        aheadMillis += missing > longestGap ? 0 : (long) (missing * 1_000);
        boolean isTooFast = mostAheadMillis > 0 && aheadMillis > mostAheadMillis;
        if (isTooFast && chunk.bytes().length > 0) {
            turn.reject(chunk, new Rejection(RejectionCodes.TOO_FAST, tooFast(aheadMillis)));
        }
        return isTooFast;
    }

    /** How far the stream is ahead of time; not at all if nobody knows the time. */
    private long aheadMillis(FeatureState state, long now) {
        if (now < 0) {
            return 0;
        }
        long heardMillis = millis(state.samples);
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

    private void emit(
            Turn<FeatureState, AudioChunk, FeatureFrames> turn,
            Made made,
            boolean last,
            long resumesAt) {
        turn.emit(
                new FeatureFrames(
                        turn.input().stream(),
                        made.vectors,
                        spec.dimension(),
                        turn.state().samples,
                        last,
                        made.gaps,
                        resumesAt));
        made.vectors = new float[0];
        made.gaps.clear();
    }

    private long millis(long samples) {
        return samples * 1_000 / spec.sampleRate();
    }

    private double seconds(long samples) {
        return (double) samples / spec.sampleRate();
    }
}
