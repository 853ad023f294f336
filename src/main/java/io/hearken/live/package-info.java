/**
 * Watching the whole work: recordings go to Kafka as if they were being spoken, and what is heard
 * comes back as it is written.
 *
 * <pre>
 *   recordings → [Replay] → topic audio ⋯ topics hypotheses, transcripts → [Listener] → callback
 * </pre>
 */
package io.hearken.live;
