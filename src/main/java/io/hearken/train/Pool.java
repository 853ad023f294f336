package io.hearken.train;

import static java.util.stream.Collectors.groupingBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Clips to draw from. Each source has the share the recipe gives it, however many clips it has, so
 * that no word is known by where its recordings come from. Within a source, a speaker with many
 * counts for more than one with few, but for less than in proportion: six voices are not a
 * population.
 */
final class Pool {
    /** A clip of a speaker with n clips is drawn with weight n to this power. */
    private static final double CROWDING = -0.5;

    private final List<Clip> clips;
    private final Map<String, List<Clip>> bySpeaker;
    private final double[] sums;

    Pool(List<Clip> clips) {
        this.clips = clips;
        bySpeaker = clips.stream().collect(groupingBy(Clip::speaker));
        sums = new double[clips.size()];
        double[] weights =
                clips.stream()
                        .mapToDouble(
                                clip -> Math.pow(bySpeaker.get(clip.speaker()).size(), CROWDING))
                        .toArray();
        Map<Source, Double> totals = new HashMap<>();
        for (int i = 0; i < weights.length; i++) {
            totals.merge(clips.get(i).source(), weights[i], Double::sum);
        }
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            Source source = clips.get(i).source();
            sum += source.share() * weights[i] / totals.get(source);
            sums[i] = sum;
        }
    }

    boolean isEmpty() {
        return clips.isEmpty();
    }

    /** A clip by this speaker, or by anybody if the speaker has none here. */
    Clip draw(RandomGenerator random, String speaker) {
        List<Clip> own = bySpeaker.getOrDefault(speaker, List.of());
        return own.isEmpty() ? draw(random) : own.get(random.nextInt(own.size()));
    }

    Clip draw(RandomGenerator random) {
        double at = random.nextDouble() * sums[sums.length - 1];
        int low = 0;
        int high = sums.length - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (sums[middle] <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return clips.get(low);
    }
}
