/**
 * The network: stacked LSTM layers and a linear layer, advanced for many streams at once.
 *
 * <pre>
 *   x ─→ [LSTM 0] ─→ … ─→ [LSTM L-1] ─→ [output] ─→ log-softmax ─→ log-posteriors
 *          ↻ h, c            ↻ h, c
 * </pre>
 *
 * <p>{@link io.hearken.acoustic.Network} keeps the books, a {@code Kernel} does the arithmetic: by
 * Java's Vector API where Java was started with {@code --add-modules jdk.incubator.vector}, else in
 * plain Java. Both give the same bits. {@code -Dhearken.engine=vector} or {@code java} asks for
 * one.
 *
 * <p>Training multiplies with {@link io.hearken.acoustic.Matrix}: ND4J's arrays hold the numbers
 * and its OpenBLAS multiplies them; nothing outside this package and {@code train} sees either.
 */
package io.hearken.acoustic;
