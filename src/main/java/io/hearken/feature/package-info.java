/**
 * From samples to the vectors the network reads.
 *
 * <pre>
 *   samples → frames → window → spectrum → mel filters → ln → DCT → stack → normalize → vectors
 *             └─────────────────────── Mfcc ──────────────────────┘
 *   └────────────────────────────────── FrontEnd ─────────────────────────────────────┘
 * </pre>
 *
 * <p>What a stream remembers between chunks is a {@link io.hearken.feature.FrontEndState}.
 */
package io.hearken.feature;
