package io.hearken.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PriorTest {
    private static final Alphabet ALPHABET =
            new Alphabet(List.of("one"), List.of("<blank>", "one", "bed", "<other>"));

    @Test
    void moreIsHeardWhereBlankAndOthersAreLessLikely() {
        float[] logits = {1, 2, 3, 4};

        assertThat(new Prior(-0.5f, -3).addedTo(logits, ALPHABET)).containsExactly(0.5f, 2, 0, 1);
        assertThat(logits).containsExactly(1, 2, 3, 4);
        assertThat(Prior.NONE.addedTo(logits, ALPHABET)).isEqualTo(logits);
    }

    @Test
    void noPriorIsTriedFirst() {
        assertThat(Prior.candidates()).startsWith(Prior.NONE).doesNotHaveDuplicates();
    }
}
