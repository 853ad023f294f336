package io.hearken.evaluate;

import io.hearken.recognizer.Alignment.Pair;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether words heard with confidence p are right in a share p of cases.
 *
 * @param bins of equal width from 0 to 1
 * @param words how many were heard
 * @param error expected calibration error: how far, on average over words, confidence and share lie
 *     apart in a word's bin (Naeini, Cooper and Hauskrecht 2015); NaN where nothing was heard
 */
public record Reliability(List<Bin> bins, int words, double error) {
    private static final int BINS = 10;

    /**
     * Words of like confidence.
     *
     * @param confidence their mean; 0 where there are none
     * @param right the share of them that is right; 0 where there are none
     */
    public record Bin(double low, double high, int words, double confidence, double right) {}

    static Reliability of(List<Utterance> utterances) {
        int[] words = new int[BINS];
        int[] right = new int[BINS];
        double[] confidence = new double[BINS];
        for (Utterance utterance : utterances) {
            for (Pair pair : utterance.alignment().pairs()) {
                if (pair.heard() != Pair.NONE) {
                    double sure = utterance.heard().get(pair.heard()).word().confidence();
                    int bin = Math.min(BINS - 1, (int) (sure * BINS));
                    words[bin]++;
                    right[bin] += pair.isSame() ? 1 : 0;
                    confidence[bin] += sure;
                }
            }
        }
        return of(words, right, confidence);
    }

    /**
     * Of counts for each bin.
     *
     * @param confidence sums over the bin's words
     */
    private static Reliability of(int[] words, int[] right, double[] confidence) {
        List<Bin> bins = new ArrayList<>();
        int all = 0;
        double apart = 0;
        for (int i = 0; i < BINS; i++) {
            int n = Math.max(1, words[i]);
            double low = (double) i / BINS;
            double high = (double) (i + 1) / BINS;
            bins.add(new Bin(low, high, words[i], confidence[i] / n, (double) right[i] / n));
            all += words[i];
            apart += Math.abs(confidence[i] - right[i]);
        }
        return new Reliability(bins, all, all == 0 ? Double.NaN : apart / all);
    }
}
