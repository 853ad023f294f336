package io.hearken.tensor;

/** Names out of foreign files, as a message may show them: short, on one line. */
final class Shown {
    private static final int LONGEST = 100;

    private Shown() {}

    static String shown(String name) {
        String start = name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
        StringBuilder plain = new StringBuilder();
        start.chars().forEach(c -> plain.append(isPlain(c) ? (char) c : '?'));
        return plain.toString();
    }

    private static boolean isPlain(int c) {
        return !Character.isISOControl(c)
                && c != '\u2028'
                && c != '\u2029'
                && !Character.isSurrogate((char) c);
    }
}
