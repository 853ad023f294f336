package io.hearken.wire;

import static io.hearken.stream.Checks.require;

import java.io.Serializable;
import java.util.List;

/**
 * The topics a job reads and writes; no two are the same.
 *
 * @param audio chunks in
 * @param hypotheses every revision of what is being heard
 * @param transcripts final utterances only
 * @param rejected records that could not be used
 */
public record Topics(String audio, String hypotheses, String transcripts, String rejected)
        implements Serializable {
    public static final Topics USUAL = new Topics("audio", "hypotheses", "transcripts", "rejected");

    public Topics {
        List<String> all = List.of(audio, hypotheses, transcripts, rejected);
        all.forEach(Topics::requireName);
        require(
                all.stream().distinct().count() == all.size(),
                "audio, hypotheses, transcripts and rejected must be four topics, got %s",
                String.join(", ", all));
    }

    public List<String> all() {
        return List.of(audio, hypotheses, transcripts, rejected);
    }

    /** Refuses what Kafka would refuse. */
    static void requireName(String topic) {
        require(
                topic.matches("[a-zA-Z0-9._-]{1,249}") && !topic.matches("\\.{1,2}"),
                "a topic is named with 1 to 249 letters, digits, '.', '_' or '-', got '%s'",
                topic);
    }
}
