package io.hearken.exchange;

import io.hearken.acoustic.NetworkWeights;

/**
 * A network as another framework's file has it.
 *
 * @param isLastStep whether the file says that only the last step's outputs count
 * @param bothEnds whether these, where only they count, rest on both ends: see {@link
 *     NetworkWeights}
 */
record Foreign(NetworkWeights weights, boolean isLastStep, boolean bothEnds) {}
