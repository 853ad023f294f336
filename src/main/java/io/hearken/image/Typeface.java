package io.hearken.image;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A font of this machine's. */
public final class Typeface implements Lettering {
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);
    private static final String DIGITS = "0123456789";
    private static final List<String> LOGICAL =
            List.of(Font.DIALOG, Font.DIALOG_INPUT, Font.MONOSPACED, Font.SANS_SERIF, Font.SERIF);

    private final Font font;

    private Typeface(Font font) {
        this.font = font.deriveFont(100f);
    }

    /**
     * All of this machine's that have digits, in the order of their names.
     *
     * @throws IllegalArgumentException if it has none
     */
    public static List<Lettering> all() {
        List<Lettering> all = new ArrayList<>();
        try {
            Arrays.stream(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
                    .filter(font -> !LOGICAL.contains(font.getFamily()))
                    .filter(font -> font.canDisplayUpTo(DIGITS) < 0)
                    .map(Typeface::new)
                    .forEach(all::add);
        } catch (RuntimeException | LinkageError | InternalError e) {
            // Where there is no font at all, Java says so in many ways.
            throw new IllegalArgumentException("this machine has no typefaces: " + e, e);
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("this machine has no typefaces with digits");
        }
        return all;
    }

    @Override
    public String family() {
        return font.getFamily();
    }

    @Override
    public Shape digit(int digit) {
        return font.createGlyphVector(EXACT, DIGITS.substring(digit, digit + 1)).getOutline();
    }
}
