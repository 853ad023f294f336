package io.hearken.exchange;

import io.hearken.acoustic.NetworkWeights;

/**
 * A network as another framework's file has it.
 *
 * @param isLastStep whether the file says that only the last step's outputs count
 */
record Foreign(NetworkWeights weights, boolean isLastStep) {}
