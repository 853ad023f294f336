/**
 * Kafka's side of every room: records become chunks, hypotheses become JSON, and a broker that is
 * not there is reported in one line.
 *
 * <pre>
 *   ConsumerRecord → [AudioRecords] → Arrival: Usable(AudioChunk) or Unusable(Rejected)
 *   AudioChunk     → [AudioSender]     → topic audio
 *   Hypothesis     → [TranscriptJson]  → topics hypotheses, transcripts → [HypothesisReader]
 *   Rejected       → [RejectedRecords] → topic rejected
 * </pre>
 *
 * <p>A caller's mistake is an {@link java.lang.IllegalArgumentException}; what Kafka refuses or
 * fails to do is a {@link io.hearken.wire.WireException}. Both carry one line for people.
 */
package io.hearken.wire;
