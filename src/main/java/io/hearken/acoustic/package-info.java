/**
 * The network: stacked LSTM layers and a linear layer, advanced for many streams at once.
 *
 * <pre>
 *   x ─→ [LSTM 0] ─→ … ─→ [LSTM L-1] ─→ [output] ─→ log-softmax ─→ log-posteriors
 *          ↻ h, c            ↻ h, c
 * </pre>
 *
 * <p>{@link io.hearken.acoustic.Network} keeps the books; {@link io.hearken.acoustic.WholeNetwork}
 * does where layers also go backwards, which takes whole sequences. A {@code Kernel} does the
 * arithmetic. There are three, and all give the same bits; {@code -Dhearken.engine} asks for one by
 * its name, else the first of them that can be had is chosen:
 *
 * <ul>
 *   <li>{@code vector}: Java's Vector API, where Java was started with {@code --add-modules
 *       jdk.incubator.vector};
 *   <li>{@code openblas}: ND4J's OpenBLAS, where it runs its kernels for processors with AVX-512
 *       and so adds in the order of the depth;
 *   <li>{@code java}: plain Java, anywhere.
 * </ul>
 *
 * <p>OpenBLAS and training keep their numbers in a {@link io.hearken.acoustic.Matrix}, off the
 * heap: ND4J's arrays hold them and its OpenBLAS multiplies them; nothing outside this package and
 * {@code train} sees either.
 */
package io.hearken.acoustic;
