package io.hearken.ctc;

import static io.hearken.stream.Checks.require;

import io.hearken.ctc.Expression.Choice;
import io.hearken.ctc.Expression.Repeat;
import io.hearken.ctc.Expression.Sequence;
import io.hearken.ctc.Expression.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From an expression to a language: first an automaton in which an expression leads from one place
 * to another (Thompson 1968), then the deterministic one whose places are sets of the first one's
 * (Rabin and Scott 1959). Where a word may stand for several places of the grammar, the largest of
 * its weights counts.
 */
final class Automaton {
    /** Beyond these, a grammar would take too much memory, or take it from every stream's time. */
    private static final int MOST_STEPS = 20_000;

    private static final int MOST_PLACES = 2_000;

    /** Names stand for expressions of names: what they nest together must not fill the stack. */
    private static final int DEEPEST = 500;

    /** A way to another place: by a symbol, or by nothing. */
    private record Arc(int to, Symbol by) {}

    private final List<List<Arc>> arcs = new ArrayList<>();
    private int end;
    private int depth;

    private Automaton() {}

    static Automaton of(Expression expression) {
        Automaton automaton = new Automaton();
        automaton.end = automaton.lead(automaton.fresh(), expression);
        return automaton;
    }

    private int fresh() {
        require(
                arcs.size() < MOST_STEPS,
                "grammar: too large: written out it has more than %d steps",
                MOST_STEPS);
        arcs.add(new ArrayList<>(2));
        return arcs.size() - 1;
    }

    private void link(int from, int to) {
        arcs.get(from).add(new Arc(to, null));
    }

    /** Where the expression leads from a place. */
    private int lead(int from, Expression expression) {
        require(
                ++depth <= DEEPEST,
                "grammar: too large: written out it nests deeper than %d",
                DEEPEST);
        int to = leadDeeper(from, expression);
        depth--;
        return to;
    }

    private int leadDeeper(int from, Expression expression) {
        if (expression instanceof Symbol symbol) {
            int to = fresh();
            arcs.get(from).add(new Arc(to, symbol));
            return to;
        }
        int to = fresh();
        if (expression instanceof Sequence sequence) {
            int last = from;
            for (Expression part : sequence.parts()) {
                last = lead(last, part);
            }
            link(last, to);
        } else if (expression instanceof Choice choice) {
            choice.parts().forEach(part -> link(lead(from, part), to));
        } else if (expression instanceof Repeat repeat) {
            lead(from, to, repeat);
        }
        return to;
    }

    private void lead(int from, int to, Repeat repeat) {
        int last = from;
        for (int n = 0; n < repeat.least(); n++) {
            last = lead(last, repeat.part());
        }
        if (repeat.most() == Expression.FOREVER) {
            int loop = fresh();
            link(last, loop);
            link(lead(loop, repeat.part()), loop);
            last = loop;
        }
        for (int n = repeat.least(); n < repeat.most(); n++) {
            link(last, to);
            last = lead(last, repeat.part());
        }
        link(last, to);
    }

    /**
     * The deterministic automaton.
     *
     * @param symbols V
     * @param vocabulary the symbols that are not silent
     */
    Language language(int symbols, Collection<Integer> vocabulary) {
        Places places = new Places();
        places.number(ofOne(0));
        List<int[]> next = new ArrayList<>();
        List<double[]> weights = new ArrayList<>();
        for (int place = 0; place < places.sets.size(); place++) {
            BitSet[] targets = new BitSet[symbols];
            double[] weight = new double[symbols];
            follow(places.sets.get(place), targets, weight);
            int[] row = new int[symbols];
            for (int v = 0; v < symbols; v++) {
                boolean silent = v > 0 && !vocabulary.contains(v);
                int reached = targets[v] == null ? Language.NOWHERE : places.number(targets[v]);
                row[v] = silent ? place : reached;
            }
            next.add(row);
            weights.add(weight);
        }
        require(
                vocabulary.stream().anyMatch(v -> next.get(0)[v] != Language.NOWHERE),
                "grammar: it allows no word");
        boolean[] complete = new boolean[next.size()];
        for (int place = 0; place < complete.length; place++) {
            complete[place] = places.sets.get(place).get(end);
        }
        return new Language(next.toArray(int[][]::new), weights.toArray(double[][]::new), complete);
    }

    /** Where each symbol leads from any of a set's members, and its largest weight there. */
    private void follow(BitSet set, BitSet[] targets, double[] weight) {
        for (int from = set.nextSetBit(0); from >= 0; from = set.nextSetBit(from + 1)) {
            for (Arc arc : arcs.get(from)) {
                for (int v : arc.by == null ? new int[0] : arc.by.symbols()) {
                    boolean fresh = targets[v] == null;
                    weight[v] = fresh ? arc.by.weight() : Math.max(weight[v], arc.by.weight());
                    targets[v] = fresh ? new BitSet() : targets[v];
                    targets[v].set(arc.to);
                }
            }
        }
    }

    /** The places of the deterministic automaton, by the first one's places they stand for. */
    private final class Places {
        private final List<BitSet> sets = new ArrayList<>();
        private final Map<BitSet, Integer> closed = new HashMap<>();
        private final Map<BitSet, Integer> numbers = new HashMap<>();

        /** The number of a set and all that nothing leads to from there. */
        int number(BitSet set) {
            Integer known = numbers.get(set);
            if (known == null) {
                known = closed.computeIfAbsent(closure(set), this::add);
                numbers.put(set, known);
            }
            return known;
        }

        private int add(BitSet set) {
            require(
                    sets.size() < MOST_PLACES,
                    "grammar: too large: it needs more than %d places",
                    MOST_PLACES);
            sets.add(set);
            return sets.size() - 1;
        }
    }

    /** Of a set and all that nothing leads to from there, the places that make a difference. */
    private BitSet closure(BitSet set) {
        BitSet seen = new BitSet();
        BitSet closure = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(set.stream().boxed().toList());
        while (!open.isEmpty()) {
            int place = open.pop();
            if (seen.get(place)) {
                continue;
            }
            seen.set(place);
            closure.set(place, place == end);
            for (Arc arc : arcs.get(place)) {
                if (arc.by == null) {
                    open.push(arc.to);
                } else {
                    closure.set(place);
                }
            }
        }
        return closure;
    }

    private static BitSet ofOne(int place) {
        BitSet set = new BitSet();
        set.set(place);
        return set;
    }
}
