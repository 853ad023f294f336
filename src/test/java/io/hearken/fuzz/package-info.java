/**
 * What all fuzz tests share. They stand in the packages whose decoders they feed; run as tests they
 * try their seeds and every finding kept in {@code resources}, run by Jazzer they look for more.
 */
package io.hearken.fuzz;
