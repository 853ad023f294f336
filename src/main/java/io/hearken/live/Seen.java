package io.hearken.live;

import io.hearken.stream.Hypothesis;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers how far each stream of each topic has come, for as many streams as fit; the one silent
 * the longest is forgotten first.
 */
final class Seen {
    private record Place(String topic, String stream) {}

    private record Progress(int utterance, int revision) {
        boolean reaches(Progress other) {
            return utterance > other.utterance
                    || utterance == other.utterance && revision >= other.revision;
        }
    }

    private final LinkedHashMap<Place, Progress> furthest = new LinkedHashMap<>(16, 0.75f, true);
    private final int mostStreams;

    Seen(int mostStreams) {
        this.mostStreams = mostStreams;
    }

    /** Whether this is news; from then on it is not. */
    boolean add(String topic, Hypothesis hypothesis) {
        Place place = new Place(topic, hypothesis.stream());
        Progress now = new Progress(hypothesis.utterance(), hypothesis.revision());
        Progress before = furthest.get(place);
        if (before != null && before.reaches(now)) {
            return false;
        }
        furthest.put(place, now);
        forgetTheEldest();
        return true;
    }

    private void forgetTheEldest() {
        if (furthest.size() > mostStreams) {
            Map.Entry<Place, Progress> eldest = furthest.entrySet().iterator().next();
            furthest.remove(eldest.getKey());
        }
    }
}
