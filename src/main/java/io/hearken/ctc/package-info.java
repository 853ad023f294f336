/**
 * Connectionist temporal classification: from log-posteriors to words, and the loss that teaches
 * them. Symbol 0 is the blank.
 */
package io.hearken.ctc;
