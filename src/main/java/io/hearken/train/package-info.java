/**
 * Makes a model: composes streams of speech from single recordings, and teaches a network to write
 * down what was said in them.
 *
 * <pre>
 *   manifests → clips → [composer] → streams, labels → [network] → losses → gradients → Adam ↺
 * </pre>
 */
package io.hearken.train;
