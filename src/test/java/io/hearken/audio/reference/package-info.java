/** Slow, obvious twins of what {@link io.hearken.audio} does fast. */
package io.hearken.audio.reference;
