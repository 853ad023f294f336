package io.hearken.image;

import java.awt.Shape;

/** A way to write the ten digits. */
public interface Lettering {
    /** Fonts that look alike, such as the bold and the light of a typeface, share a family. */
    String family();

    /**
     * The outline of a digit, filled by the non-zero rule.
     *
     * @param digit 0 to 9
     * @return of any size, at any place, y downwards
     */
    Shape digit(int digit);
}
