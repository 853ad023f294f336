package io.hearken.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitImagesTest {
    @Test
    void theSameSeedDrawsTheSameImages() {
        DigitImages some = DigitImages.draw(DigitImages.hands(5), 20, 3);
        DigitImages again = DigitImages.draw(DigitImages.hands(5), 20, 3);
        DigitImages others = DigitImages.draw(DigitImages.hands(5), 20, 4);

        assertThat(again.labels()).isEqualTo(some.labels());
        assertThat(again.pixels()).containsExactlyElementsOf(some.pixels());
        assertThat(others.pixels().get(0)).isNotEqualTo(some.pixels().get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void everyHandDrawsEveryDigit(int digit) {
        Drawing drawing = new Drawing();
        SplittableRandom random = new SplittableRandom(digit);
        for (Lettering hand : DigitImages.hands(50)) {
            byte[] image = drawing.image(hand.digit(digit), random);

            assertThat(ink(image)).as(hand.family()).isBetween(10.0, 350.0);
        }
    }

    /** Pixels that would be white if the ink were gathered. */
    private static double ink(byte[] image) {
        double sum = 0;
        for (byte pixel : image) {
            sum += (pixel & 0xff) / 255.0;
        }
        return sum;
    }

    @Test
    void noFamilyIsOnBothSides() {
        List<Lettering> fonts = DigitImages.hands(50);
        List<Lettering> training = DigitImages.side(fonts, false);
        List<Lettering> test = DigitImages.side(fonts, true);

        assertThat(training).hasSize(40).doesNotContainAnyElementsOf(test);
        assertThat(test).hasSize(10);
        assertThat(training)
                .extracting(Lettering::family)
                .doesNotContainAnyElementsOf(test.stream().map(Lettering::family).toList());
    }

    @Test
    void refusesTooFewFonts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DigitImages.side(DigitImages.hands(4), true))
                .withMessageStartingWith("4 families of fonts are too few");
    }
}
