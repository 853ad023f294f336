/**
 * The stages joined, from bytes to words, and the model file they are made from.
 *
 * <pre>
 *   AudioChunk → {@link io.hearken.recognizer.FeatureStage}: order, decode, resample, MFCC
 *              → {@link io.hearken.recognizer.TranscriptStage}: LSTM, decoder, endpoint,
 *                wording → Hypothesis
 * </pre>
 *
 * <p>{@link io.hearken.recognizer.Recognizer} is both in one process; a Flink job hosts each in an
 * operator of its own. A network that also goes backwards needs a recording's end, so that only the
 * recognizer takes it.
 */
package io.hearken.recognizer;
