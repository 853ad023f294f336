/**
 * The words everything else speaks: the {@link io.hearken.stream.Stage}, and the records that flow
 * from one stage to the next.
 *
 * <pre>
 *   AudioChunk → [features] → FeatureFrames → [transcripts] → Hypothesis
 *        └─────────→ Rejected
 * </pre>
 */
package io.hearken.stream;
