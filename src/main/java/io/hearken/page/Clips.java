package io.hearken.page;

import java.util.Base64;
import java.util.List;

/** Sound to play, with what is known of it. */
public record Clips(List<Clip> clips) implements Block {
    /**
     * One of them.
     *
     * @param wav a whole WAV file
     * @param lines what is known of it; words in the same place stand under each other
     */
    public record Clip(String title, byte[] wav, List<Line> lines) {
        /** For the template. */
        public String base64() {
            return Base64.getEncoder().encodeToString(wav);
        }
    }

    /** A name and words in order, some of them to stand out. */
    public record Line(String name, List<Piece> pieces) {}

    /**
     * A word.
     *
     * @param marked whether it stands out
     */
    public record Piece(String text, boolean marked) {}

    public Clips {
        clips = List.copyOf(clips);
    }

    @Override
    public String html() {
        return Templates.fill("clips", this);
    }
}
