/**
 * Hosts any {@link io.hearken.stream.Stage} in Flink, and keeps what its streams remember.
 *
 * <pre>
 *   input ─keyed by stream→ StageOperator ─→ outputs
 *                            │  batches of many streams
 *                            │  state by CodecSerializer
 *                            │  as many streams as a Quota allows
 *                            └─→ rejected, counted by code
 * </pre>
 */
package io.hearken.operator;
