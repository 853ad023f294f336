package io.hearken.image;

import static io.hearken.stream.Checks.require;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Images of digits, and what they show.
 *
 * @param pixels of each, {@link Drawing#SIZE} × {@link Drawing#SIZE}
 * @param labels 0 to 9
 */
public record DigitImages(List<byte[]> pixels, byte[] labels) {
    /** One family in so many is kept to try a network on. */
    private static final int KEPT = 5;

    /** So many hands: always the same, of more of them the first. */
    public static List<Lettering> hands(int count) {
        return IntStream.range(0, count).<Lettering>mapToObj(Hand::new).toList();
    }

    /** The fonts to try a network on, or those to train it on: no family is in both. */
    public static List<Lettering> side(List<Lettering> fonts, boolean isTest) {
        List<String> families = fonts.stream().map(Lettering::family).distinct().toList();
        require(
                families.size() >= KEPT,
                "%d families of fonts are too few to keep one of %d to test: %s",
                families.size(),
                KEPT,
                families);
        Stream<Lettering> side =
                fonts.stream()
                        .filter(f -> (families.indexOf(f.family()) % KEPT == KEPT - 1) == isTest);
        return side.toList();
    }

    /** Draws digits, each as likely as any other, each in any of the fonts. */
    public static DigitImages draw(List<Lettering> fonts, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Drawing drawing = new Drawing();
        List<byte[]> pixels = new ArrayList<>();
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) random.nextInt(10);
            Lettering font = fonts.get(random.nextInt(fonts.size()));
            pixels.add(drawing.image(font.digit(labels[i]), random));
        }
        return new DigitImages(pixels, labels);
    }
}
