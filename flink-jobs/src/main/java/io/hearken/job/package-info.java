/**
 * The recognizer as a Flink job.
 *
 * <pre>
 *   audio → chunks ─keyed by stream→ features → recognizer ─┬→ hypotheses   at least once
 *              │                        │          │        └→ transcripts  finals, exactly once
 *              └────────────────────────┴──────────┴─────────→ rejected     at least once
 * </pre>
 *
 * <p>{@link io.hearken.job.HearkenJob} is built from {@link io.hearken.job.Ports}: Kafka topics in
 * earnest, lists in tests.
 */
package io.hearken.job;
