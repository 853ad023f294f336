package io.hearken.evaluate;

import io.hearken.recognizer.Alignment.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * When words are shown, and where they are said to be, against the truth. Words heard right in
 * takes whose times are known count.
 *
 * @param latencies seconds from a word's true end to the audio given when it was first shown, the
 *     least first
 * @param startsWithin the share of starts within {@value #NEAR} s of the truth; NaN without words
 * @param endsWithin the share of ends within {@value #NEAR} s of the truth; NaN without words
 */
public record Timing(List<Double> latencies, double startsWithin, double endsWithin) {
    private static final double NEAR = 0.1;

    static Timing of(List<Utterance> utterances) {
        List<Double> latencies = new ArrayList<>();
        int starts = 0;
        int ends = 0;
        for (Utterance utterance : utterances) {
            for (Pair pair : utterance.alignment().pairs()) {
                if (pair.isSame() && !utterance.times().isEmpty()) {
                    Take.Span truth = utterance.times().get(pair.said());
                    HeardWord heard = utterance.heard().get(pair.heard());
                    latencies.add(heard.shown() - truth.end());
                    starts += isNear(heard.word().start(), truth.start()) ? 1 : 0;
                    ends += isNear(heard.word().end(), truth.end()) ? 1 : 0;
                }
            }
        }
        Collections.sort(latencies);
        double words = latencies.isEmpty() ? Double.NaN : latencies.size();
        return new Timing(latencies, starts / words, ends / words);
    }

    private static boolean isNear(double a, double b) {
        return Math.abs(a - b) <= NEAR;
    }

    /**
     * The latency that a share of words keeps within.
     *
     * @param share 0 to 1, such as 0.5 for the median
     * @return seconds; NaN without words
     */
    public double latency(double share) {
        return latencies.isEmpty()
                ? Double.NaN
                : latencies.get((int) Math.round(share * (latencies.size() - 1)));
    }
}
