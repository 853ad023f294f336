package io.hearken.ctc;

import static io.hearken.stream.Checks.require;

import io.hearken.ctc.Expression.Choice;
import io.hearken.ctc.Expression.Repeat;
import io.hearken.ctc.Expression.Sequence;
import io.hearken.ctc.Expression.Symbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what may be said.
 *
 * <pre>
 *   grammar  = { name "=" choice ";" } choice
 *   choice   = sequence { "|" sequence }
 *   sequence = { item }
 *   item     = atom [ "?" | "*" | "+" | "{" n "}" | "{" n "," "}" | "{" n "," m "}" ]
 *   atom     = ( word | "." ) [ "/" factor ] | name | "(" choice ")"
 * </pre>
 *
 * <p>A dot is any word of the vocabulary. {@code yes/0.1} makes a word a tenth as likely as it
 * would be. A name must be defined before it is used, and be no word. A word that holds one of
 * {@code =;|?*+{},./()#"} is written in quotes. A line's rest behind # is a comment.
 *
 * <pre>
 *   .{10}                        exactly ten words
 *   (yes | no) please?
 *   digit = zero | oh | one | two; call digit{3,4}
 * </pre>
 */
public final class Grammar {
    private static final int DEEPEST = 100;

    private final GrammarText text;
    private final Map<String, Integer> words = new HashMap<>();
    private final Map<String, Expression> names = new HashMap<>();
    private int depth;

    private Grammar(String text, List<String> symbols, Collection<String> vocabulary) {
        this.text = new GrammarText(text);
        for (String word : vocabulary) {
            words.put(word, symbols.indexOf(word));
        }
    }

    /**
     * The language of a grammar.
     *
     * @param symbols V, the blank first
     * @param vocabulary the symbols a grammar may name; the others are silent
     * @throws IllegalArgumentException if the text is no grammar, or a too large one
     */
    public static Language compile(
            String text, List<String> symbols, Collection<String> vocabulary) {
        Grammar grammar = new Grammar(text, symbols, vocabulary);
        return Automaton.of(grammar.read()).language(symbols.size(), grammar.words.values());
    }

    private Expression read() {
        for (String name = text.skipsName(); name != null; name = text.skipsName()) {
            require(!words.containsKey(name), "grammar: %s is a word, not a name", name);
            require(!names.containsKey(name), "grammar: %s is defined twice", name);
            require(names.size() < DEEPEST, "grammar: more than %d names", DEEPEST);
            Expression meaning = choice();
            text.expect(';', "after what " + name + " is");
            names.put(name, meaning);
        }
        Expression expression = choice();
        text.skips(';');
        require(text.here() == 0, "grammar: expected its end, got %s", text.seen());
        return expression;
    }

    private Expression choice() {
        require(++depth <= DEEPEST, "grammar: parentheses nest deeper than %d", DEEPEST);
        List<Expression> parts = new ArrayList<>(List.of(sequence()));
        while (text.skips('|')) {
            parts.add(sequence());
        }
        depth--;
        return parts.size() == 1 ? parts.get(0) : new Choice(parts);
    }

    private Expression sequence() {
        List<Expression> parts = new ArrayList<>();
        while (text.startsWord() || text.here() == '.' || text.here() == '(') {
            parts.add(repeated(atom()));
        }
        return parts.size() == 1 ? parts.get(0) : new Sequence(parts);
    }

    private Expression repeated(Expression part) {
        if (text.skips('?')) {
            return new Repeat(part, 0, 1);
        }
        if (text.skips('*')) {
            return new Repeat(part, 0, Expression.FOREVER);
        }
        if (text.skips('+')) {
            return new Repeat(part, 1, Expression.FOREVER);
        }
        return text.skips('{') ? counted(part) : part;
    }

    private Expression counted(Expression part) {
        int least = text.count();
        int most = least;
        if (text.skips(',')) {
            most = text.here() == '}' ? Expression.FOREVER : text.count();
        }
        text.expect('}', "after a count");
        require(
                most == Expression.FOREVER || least <= most,
                "grammar: {%d,%d} must not fall",
                least,
                most);
        return new Repeat(part, least, most);
    }

    private Expression atom() {
        if (text.skips('(')) {
            Expression inside = choice();
            text.expect(')', "after what is in parentheses");
            return inside;
        }
        if (text.skips('.')) {
            int[] all = words.values().stream().mapToInt(Integer::intValue).sorted().toArray();
            return new Symbol(all, weight());
        }
        String word = text.word();
        if (names.containsKey(word)) {
            return names.get(word);
        }
        require(
                words.containsKey(word),
                "grammar: %s is no word of the model, which says %s",
                word,
                String.join(" ", words.keySet().stream().sorted().toList()));
        return new Symbol(new int[] {words.get(word)}, weight());
    }

    private double weight() {
        return text.skips('/') ? Math.log(text.factor()) : 0;
    }
}
