/** Measures a model: what it hears in recordings, against what was said in them. */
package io.hearken.evaluate;
