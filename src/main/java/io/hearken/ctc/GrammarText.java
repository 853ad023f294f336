package io.hearken.ctc;

import static io.hearken.stream.Checks.require;

/** Goes through a grammar's text; blanks and comments do not count. */
final class GrammarText {
    private static final String SPECIAL = "=;|?*+{},./()#\"";
    private static final int LARGEST_COUNT = 1_000;

    private final String text;
    private int at;

    GrammarText(String text) {
        this.text = text;
    }

    /** The next character that counts; 0 at the end. */
    char here() {
        while (at < text.length()
                && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '#')) {
            int lineEnd = text.indexOf('\n', at);
            at = text.charAt(at) != '#' ? at + 1 : lineEnd < 0 ? text.length() : lineEnd;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    /** Goes behind the next character if it is this one. */
    boolean skips(char expected) {
        boolean found = here() == expected;
        at += found ? 1 : 0;
        return found;
    }

    void expect(char expected, String where) {
        require(skips(expected), "grammar: expected '%s' %s, got %s", expected, where, seen());
    }

    /** Goes behind the name that is being defined here; null if none is. */
    String skipsName() {
        int before = at;
        String name = startsWord() ? word() : null;
        if (name == null || !skips('=')) {
            at = before;
            return null;
        }
        return name;
    }

    boolean startsWord() {
        return here() == '"' || here() != 0 && SPECIAL.indexOf(here()) < 0;
    }

    String word() {
        if (skips('"')) {
            int end = text.indexOf('"', at);
            require(end > at, "grammar: a quoted word does not end, or is empty");
            String word = text.substring(at, end);
            at = end + 1;
            return word;
        }
        require(startsWord(), "grammar: expected a word, got %s", seen());
        int from = at;
        while (at < text.length()
                && SPECIAL.indexOf(text.charAt(at)) < 0
                && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    /** How often: 0 to {@value #LARGEST_COUNT}. */
    int count() {
        String digits = run("0123456789");
        require(!digits.isEmpty(), "grammar: expected a number, got %s", seen());
        require(
                digits.length() < 9 && Integer.parseInt(digits) <= LARGEST_COUNT,
                "grammar: a count may be up to %d, got %s",
                LARGEST_COUNT,
                digits);
        return Integer.parseInt(digits);
    }

    /** A positive number. */
    double factor() {
        String digits = run("0123456789.eE-");
        try {
            double factor = Double.parseDouble(digits);
            require(
                    0 < factor && factor < Double.POSITIVE_INFINITY,
                    "grammar: a factor must be positive and finite, got %s",
                    digits);
            return factor;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "grammar: expected a factor such as 0.5, got "
                            + (digits.isEmpty() ? seen() : digits),
                    e);
        }
    }

    private String run(String characters) {
        here();
        int from = at;
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.substring(from, at);
    }

    /** What stands here, for an error. */
    String seen() {
        return here() == 0 ? "its end" : "'" + here() + "' at character " + (at + 1);
    }
}
