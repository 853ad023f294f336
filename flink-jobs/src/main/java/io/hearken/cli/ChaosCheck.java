package io.hearken.cli;

import io.hearken.stream.Hypothesis;
import io.hearken.wire.TranscriptJson;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what a job wrote with what the recognizer writes when nothing disturbs it. Knows nothing
 * of the job, and takes records in any order.
 */
final class ChaosCheck {
    /** What names a hypothesis for ever. */
    private record Name(String stream, int utterance, int revision) {
        static Name of(Hypothesis hypothesis) {
            return new Name(hypothesis.stream(), hypothesis.utterance(), hypothesis.revision());
        }
    }

    /**
     * What was found.
     *
     * @param expected finals an undisturbed run writes
     * @param lost finals of them that never came
     * @param doubled finals that came once more than once, counted each time
     * @param changed finals that came and an undisturbed run does not write
     * @param revisions hypotheses an undisturbed run writes, the finals among them
     * @param unseen hypotheses of them that never came
     * @param repeated hypotheses written again, which a restart may do
     * @param wrong hypotheses an undisturbed run does not write
     */
    record Verdict(
            int expected,
            int lost,
            int doubled,
            int changed,
            int revisions,
            int unseen,
            int repeated,
            int wrong) {
        boolean isRight() {
            return lost + doubled + changed + unseen + wrong == 0;
        }
    }

    private final Map<Name, Hypothesis> expected = new HashMap<>();
    private final Set<Name> transcripts = new HashSet<>();
    private final Set<Name> hypotheses = new HashSet<>();
    private int doubled;
    private int changed;
    private int repeated;
    private int wrong;

    /** Expects all hypotheses of one more stream. */
    void expect(String stream, List<Hypothesis> undisturbed) {
        for (Hypothesis hypothesis : undisturbed) {
            // As it is read: JSON rounds seconds and confidences.
            Hypothesis read =
                    TranscriptJson.read(TranscriptJson.write(hypothesis.ofStream(stream)));
            expected.put(Name.of(read), read);
        }
    }

    /** Takes a record of {@code transcripts}. */
    void transcript(Hypothesis transcript) {
        Name name = Name.of(transcript);
        if (!transcript.isFinal() || !transcript.equals(expected.get(name))) {
            changed++;
        } else if (!transcripts.add(name)) {
            doubled++;
        }
    }

    /**
     * Takes a record of {@code hypotheses}.
     *
     * @return whether it had not come before
     */
    boolean hypothesis(Hypothesis hypothesis) {
        Name name = Name.of(hypothesis);
        if (!hypothesis.equals(expected.get(name))) {
            wrong++;
            return false;
        }
        boolean isNew = hypotheses.add(name);
        repeated += isNew ? 0 : 1;
        return isNew;
    }

    /** Whether nothing is missing any more. */
    boolean isComplete() {
        return transcripts.size() == finals() && hypotheses.size() == expected.size();
    }

    private int finals() {
        return (int) expected.values().stream().filter(Hypothesis::isFinal).count();
    }

    Verdict verdict() {
        int finals = finals();
        return new Verdict(
                finals,
                finals - transcripts.size(),
                doubled,
                changed,
                expected.size(),
                expected.size() - hypotheses.size(),
                repeated,
                wrong);
    }
}
