package io.hearken.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** CTC by its definition: every alignment is written down, joined and counted. */
public final class ReferenceCtc {
    private ReferenceCtc() {}

    /**
     * The likelihood of every labelling that has an alignment.
     *
     * @param logPosteriors [T × V], row-major; V to the power of T must be small
     */
    public static Map<List<Integer>, Double> likelihoods(float[] logPosteriors, int V) {
        int T = logPosteriors.length / V;
        Map<List<Integer>, Double> likelihoods = new HashMap<>();
        int alignments = (int) Math.pow(V, T);
        for (int number = 0; number < alignments; number++) {
            List<Integer> alignment = new ArrayList<>();
            double log = 0;
            int rest = number;
            for (int t = 0; t < T; t++) {
                alignment.add(rest % V);
                log += logPosteriors[t * V + rest % V];
                rest /= V;
            }
            likelihoods.merge(joined(alignment), Math.exp(log), Double::sum);
        }
        return likelihoods;
    }

    /** Runs joined, then blanks dropped. */
    public static List<Integer> joined(List<Integer> alignment) {
        List<Integer> labels = new ArrayList<>();
        for (int t = 0; t < alignment.size(); t++) {
            boolean goesOn = t > 0 && alignment.get(t).equals(alignment.get(t - 1));
            if (!goesOn && alignment.get(t) != 0) {
                labels.add(alignment.get(t));
            }
        }
        return labels;
    }
}
