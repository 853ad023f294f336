/**
 * From bytes to samples: every encoding, rate and number of channels becomes mono at the rate the
 * model hears, the same samples however the bytes were cut.
 *
 * <pre>
 *   bytes → [Pcm] → mono → [Resampler] → samples        one AudioState per stream
 *     ↑
 *   Recording ← [WavFile] [FlacFile] ← whole files      Manifest: a list of them
 *             ← [IdxFile] ← images, whose pixels are samples
 * </pre>
 */
package io.hearken.audio;
