package io.hearken.job;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.hearken.audio.Recording;
import io.hearken.recognizer.DecoderSettings;
import io.hearken.recognizer.Recognizer;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Four recordings, and what a model hears in them in one process. */
final class Calls {
    static final List<String> NAMES = List.of("call-01", "call-02", "call-03", "call-04");

    /** Chunks of each call; equally many, so that parallel readers divide between calls. */
    static final int CHUNKS = 50;

    private Calls() {}

    /** A call cut anywhere, also within a sample. */
    static List<AudioChunk> chunks(String call) {
        Recording audio = audio(call);
        int[] cuts = cuts(audio.data().length);
        List<AudioChunk> chunks = new ArrayList<>();
        for (int i = 0; i < CHUNKS; i++) {
            byte[] bytes = Arrays.copyOfRange(audio.data(), cuts[i], cuts[i + 1]);
            boolean last = i == CHUNKS - 1;
            chunks.add(new AudioChunk(call, bytes, audio.format(), i, last, Origin.NONE));
        }
        return chunks;
    }

    static Map<String, List<Hypothesis>> hypotheses(ShippedModel model, DecoderSettings decoder) {
        Map<String, List<Hypothesis>> heard = new TreeMap<>();
        Recognizer recognizer = new Recognizer(model.read(), decoder);
        NAMES.forEach(call -> heard.put(call, recognizer.recognize(call, audio(call))));
        return heard;
    }

    static Map<String, List<Hypothesis>> finals(ShippedModel model, DecoderSettings decoder) {
        Map<String, List<Hypothesis>> heard = hypotheses(model, decoder);
        heard.replaceAll((call, all) -> all.stream().filter(Hypothesis::isFinal).toList());
        return heard;
    }

    static Map<String, List<Hypothesis>> byStream(List<Hypothesis> heard) {
        return heard.stream().collect(groupingBy(Hypothesis::stream, TreeMap::new, toList()));
    }

    /** How long a call is. */
    static double seconds(String call) {
        return audio(call).seconds();
    }

    private static Recording audio(String call) {
        return Recording.read(Path.of("..", "audio-samples", call + ".wav"));
    }

    /** Chunks of no bytes are no chunks, so all cuts differ. */
    private static int[] cuts(int length) {
        IntStream between = new Random(3).ints(1, length).distinct().limit(CHUNKS - 1);
        return IntStream.concat(IntStream.of(0, length), between).sorted().toArray();
    }
}
