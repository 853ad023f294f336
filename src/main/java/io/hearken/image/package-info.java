/**
 * Draws digits: an example beyond speech that needs nothing but this program. A font is a way to
 * write all ten; what a network learned from some fonts is tried on others.
 *
 * <pre>
 *   [Hand] or [Typeface] → outline → [Drawing]: distorted, 28 × 28 pixels
 * </pre>
 */
package io.hearken.image;
