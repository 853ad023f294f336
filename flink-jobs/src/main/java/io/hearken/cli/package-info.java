/** The {@code hearken} command: one class for each of its commands, and what they share. */
package io.hearken.cli;
