package io.hearken.train;

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
    private final double[] sums;

    Pool(List<Clip> clips) {
        this.clips = clips;
        Map<String, Integer> counts = new HashMap<>();
        clips.forEach(clip -> counts.merge(clip.speaker(), 1, Integer::sum));
        sums = new double[clips.size()];
        double[] weights =
                clips.stream()
                        .mapToDouble(clip -> Math.pow(counts.get(clip.speaker()), CROWDING))
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
