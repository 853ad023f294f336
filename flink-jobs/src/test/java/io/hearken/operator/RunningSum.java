package io.hearken.operator;

import io.hearken.stream.Codec;
import io.hearken.stream.Stage;
import io.hearken.stream.Turn;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** The smallest stage with a memory: adds up what each stream sends. */
final class RunningSum implements Stage<RunningSum.Total, RunningSum.Term, String> {
    /** Infinity is nothing new; a stream that ends at 13 wants to be remembered. */
    record Term(String stream, double value, boolean last) {
        static Term of(String stream, double value) {
            return new Term(stream, value, false);
        }

        static Term last(String stream) {
            return new Term(stream, 0, true);
        }
    }

    static final class Total {
        double sum;
    }

    /** The sum of which a stream is not forgotten at once. */
    private static final double UNLUCKY = 13;

    @Override
    public Total begin(String stream) {
        return new Total();
    }

    @Override
    public boolean beginsAnew(Total total, Term term) {
        return Double.isFinite(term.value());
    }

    @Override
    public void advance(List<Turn<Total, Term, String>> turns) {
        turns.forEach(RunningSum::add);
    }

    @Override
    public Term ending(String stream) {
        return Term.last(stream);
    }

    private static void add(Turn<Total, Term, String> turn) {
        Term term = turn.input();
        if (Double.isNaN(term.value())) {
            turn.reject("not-a-number", "term must be a number, got NaN");
            if (term.last()) {
                turn.retire();
            }
            return;
        }
        if (term.value() == Double.NEGATIVE_INFINITY) {
            turn.reject("endless", "term must be finite, got -Infinity");
            turn.remember();
            return;
        }
        if (Double.isInfinite(term.value())) {
            turn.drop("infinite");
            return;
        }
        turn.state().sum += term.value();
        turn.emit(term.stream() + (term.last() ? " = " : " … ") + turn.state().sum);
        if (term.last() && turn.state().sum == UNLUCKY) {
            turn.state().sum++;
            turn.retire();
        } else if (term.last()) {
            turn.end();
        }
    }

    /** Version 1 kept the sum as a float, version 2 as a double. */
    public static final class TotalCodec implements Codec<Total> {
        private static final long serialVersionUID = 1;

        /** What the program at hand writes; tests turn it back and forth. */
        static int current = 2;

        @Override
        public int version() {
            return current;
        }

        @Override
        public void write(Total total, DataOutput out) throws IOException {
            if (current == 1) {
                out.writeFloat((float) total.sum);
            } else {
                out.writeDouble(total.sum);
            }
        }

        @Override
        public Total read(DataInput in, int version) throws IOException {
            Total total = new Total();
            total.sum = version == 1 ? in.readFloat() : in.readDouble();
            return total;
        }

        @Override
        public Total copy(Total total) {
            Total copy = new Total();
            copy.sum = total.sum;
            return copy;
        }
    }
}
