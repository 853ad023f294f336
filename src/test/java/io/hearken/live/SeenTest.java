package io.hearken.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.stream.Hypothesis;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenTest {
    private final Seen seen = new Seen(2);

    @Test
    void aRevisionIsNewsOnce() {
        assertThat(add("hypotheses", "a", 0, 0)).isTrue();
        assertThat(add("hypotheses", "a", 0, 1)).isTrue();
        assertThat(add("hypotheses", "a", 0, 0)).isFalse();
        assertThat(add("hypotheses", "a", 0, 1)).isFalse();
        assertThat(add("hypotheses", "a", 1, 0)).isTrue();
        assertThat(add("hypotheses", "a", 0, 9)).isFalse();
    }

    @Test
    void topicsAndStreamsAreApart() {
        assertThat(add("hypotheses", "a", 3, 5)).isTrue();
        assertThat(add("transcripts", "a", 3, 5)).isTrue();
        assertThat(add("transcripts", "b", 3, 5)).isTrue();
    }

    @Test
    void theStreamSilentTheLongestIsForgotten() {
        add("hypotheses", "a", 0, 0);
        add("hypotheses", "b", 0, 0);
        add("hypotheses", "a", 0, 1);
        add("hypotheses", "c", 0, 0);

        assertThat(add("hypotheses", "a", 0, 1)).isFalse();
        assertThat(add("hypotheses", "b", 0, 0)).isTrue();
    }

    private boolean add(String topic, String stream, int utterance, int revision) {
        return seen.add(
                topic, new Hypothesis(stream, utterance, revision, false, List.of(), 1, "m"));
    }
}
