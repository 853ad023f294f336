package io.hearken.acoustic;

/**
 * How a {@link Tile} goes through the frames of a stream, and where what it gives of each stands.
 *
 * @param isBackward whether from the last frame to the first
 * @param offset of its first number in a frame's row
 * @param width numbers in a frame's row
 */
record Way(boolean isBackward, int offset, int width) {
    /** From the first frame to the last, with rows of its own. */
    static Way forward(int width) {
        return new Way(false, 0, width);
    }
}
