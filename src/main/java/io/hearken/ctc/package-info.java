/**
 * Connectionist temporal classification: from log-posteriors to words, and the loss that teaches
 * them. Symbol 0 is the blank.
 *
 * <pre>
 *   Frame → {@link io.hearken.ctc.GreedyDecoder} or {@link io.hearken.ctc.BeamDecoder} → Path: symbols Heard
 *                            {@link io.hearken.ctc.Grammar} → Language ┘
 * </pre>
 */
package io.hearken.ctc;
