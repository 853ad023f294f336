package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What is killed when: all drawn from a seed before anything happens, so that the same seed plans
 * the same kills.
 *
 * @param kills in the order of their times
 */
record ChaosPlan(List<Kill> kills) {
    /** Of ten kills six meet a TaskManager, two each the JobManager and the broker. */
    private static final int TEN = 10;

    private static final int TASK_MANAGERS = 6;
    private static final int JOB_MANAGERS = 8;

    /** One kill in so many comes while the job is still being restored after the one before. */
    private static final int HASTY = 5;

    private static final double SOONEST_HASTE_SECONDS = 0.5;
    private static final double LATEST_HASTE_SECONDS = 5;

    /** Every second one waits for a checkpoint that is under way. */
    private static final int AIMED = 2;

    /** What is killed. */
    enum Victim {
        TASKMANAGER,
        JOBMANAGER,
        BROKER
    }

    /**
     * One SIGKILL.
     *
     * @param seconds when, from the start
     * @param number which of its kind, from 1
     * @param inCheckpoint whether it waits for the next checkpoint to be under way
     */
    record Kill(double seconds, Victim victim, int number, boolean inCheckpoint) {
        /** Its name in the local cluster. */
        String process() {
            return switch (victim) {
                case TASKMANAGER -> "tm" + number;
                case JOBMANAGER -> "jm";
                case BROKER -> "broker";
            };
        }
    }

    /**
     * Draws a plan.
     *
     * @param gap the mean time between two kills; most gaps are between half and one and a half of
     *     it
     */
    static ChaosPlan of(long seed, int kills, int taskManagers, Duration gap) {
        require(kills > 0, "at least 1 kill, got %d", kills);
        require(gap.toMillis() >= 1_000, "gap must be at least 1s, got %d ms", gap.toMillis());
        Random random = new Random(seed);
        List<Kill> plan = new ArrayList<>();
        double at = 0;
        for (int i = 0; i < kills; i++) {
            boolean hasty = i > 0 && random.nextInt(HASTY) == 0;
            at +=
                    hasty
                            ? between(random, SOONEST_HASTE_SECONDS, LATEST_HASTE_SECONDS)
                            : between(random, gap.toMillis() / 2e3, gap.toMillis() * 1.5e-3);
            int die = random.nextInt(TEN);
            int number = 1 + random.nextInt(taskManagers);
            boolean inCheckpoint = random.nextInt(AIMED) == 0;
            plan.add(new Kill(at, victim(die), number, !hasty && inCheckpoint));
        }
        return new ChaosPlan(List.copyOf(plan));
    }

    private static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static Victim victim(int die) {
        if (die < TASK_MANAGERS) {
            return Victim.TASKMANAGER;
        }
        return die < JOB_MANAGERS ? Victim.JOBMANAGER : Victim.BROKER;
    }

    /** When the last one comes, in seconds from the start. */
    double seconds() {
        return kills.get(kills.size() - 1).seconds();
    }
}
