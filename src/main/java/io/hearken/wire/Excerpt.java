package io.hearken.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Foreign bytes made fit for a message: short, on one line, without control characters. */
final class Excerpt {
    private static final int LONGEST = 40;

    private Excerpt() {}

    /** The bytes in quotes, or {@code nothing}. */
    static String of(byte[] bytes) {
        if (bytes == null) {
            return "nothing";
        }
        String text = new String(Arrays.copyOf(bytes, Math.min(bytes.length, 4 * LONGEST)), UTF_8);
        int[] characters = text.codePoints().limit(LONGEST).map(Excerpt::harmless).toArray();
        boolean cut = bytes.length > 4 * LONGEST || text.codePointCount(0, text.length()) > LONGEST;
        return "'" + new String(characters, 0, characters.length) + (cut ? "…'" : "'");
    }

    private static int harmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    '?';
            default -> character;
        };
    }
}
