package io.hearken.cli;

import io.hearken.cli.ChaosPlan.Victim;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of a job that was killed again and again.
 *
 * @param seed of the plan
 * @param streams that spoke at once
 * @param spoken streams in all
 * @param blows in the order of their times
 */
record ChaosResult(long seed, int streams, int spoken, List<Blow> blows, ChaosCheck.Verdict found) {
    /**
     * A kill that was done.
     *
     * @param seconds when, from the first sample
     * @param recoverySeconds until the job was heard again; null if it never was
     * @param inCheckpoint whether a checkpoint was under way
     */
    record Blow(double seconds, Victim victim, boolean inCheckpoint, Double recoverySeconds) {}

    boolean isRight() {
        return found.isRight() && blows.stream().allMatch(blow -> blow.recoverySeconds != null);
    }

    /** Recoveries of one kind of victim, or of all if null; the shortest first. */
    double[] recoveries(Victim victim) {
        return blows.stream()
                .filter(blow -> victim == null || blow.victim == victim)
                .filter(blow -> blow.recoverySeconds != null)
                .mapToDouble(Blow::recoverySeconds)
                .sorted()
                .toArray();
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private Map<Victim, Long> byVictim() {
        return blows.stream()
                .collect(
                        Collectors.groupingBy(
                                Blow::victim,
                                () -> new EnumMap<>(Victim.class),
                                Collectors.counting()));
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                "%d kills, %d of them in a checkpoint, of %d streams at once, %d in all (seed %d)%n"
                        .formatted(
                                blows.size(),
                                blows.stream().filter(Blow::inCheckpoint).count(),
                                streams,
                                spoken,
                                seed));
        text.append(
                "finals       %d lost, %d doubled, %d changed of %d%n"
                        .formatted(
                                found.lost(), found.doubled(), found.changed(), found.expected()));
        text.append(
                "hypotheses   %d wrong, %d never seen of %d; %d written again%n"
                        .formatted(
                                found.wrong(),
                                found.unseen(),
                                found.revisions(),
                                found.repeated()));
        text.append("to recover   ").append(times(recoveries(null)));
        byVictim()
                .forEach(
                        (victim, count) ->
                                text.append(
                                        "%n  %-12s %d kills, %s"
                                                .formatted(
                                                        victim.toString().toLowerCase(),
                                                        count,
                                                        times(recoveries(victim)))));
        return text.toString();
    }

    private static String times(double[] sorted) {
        return sorted.length == 0
                ? "never"
                : "median %.1f s, at most %.1f s"
                        .formatted(median(sorted), Arrays.stream(sorted).max().orElseThrow());
    }
}
