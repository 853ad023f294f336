/**
 * The network: stacked LSTM layers and a linear layer, advanced for many streams at once.
 *
 * <pre>
 *   x ─→ [LSTM 0] ─→ … ─→ [LSTM L-1] ─→ [output] ─→ log-softmax ─→ log-posteriors
 *          ↻ h, c            ↻ h, c
 * </pre>
 *
 * <p>ND4J's arrays hold the numbers and its OpenBLAS multiplies them; nothing outside this package
 * and {@code train} sees either.
 */
package io.hearken.acoustic;
