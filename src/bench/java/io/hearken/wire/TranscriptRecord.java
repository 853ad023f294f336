package io.hearken.wire;

import io.hearken.stream.Hypothesis;
import io.hearken.stream.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does it cost to write a transcript of some words as JSON? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class TranscriptRecord {
    @Param({"1", "7"})
    private int words;

    private Hypothesis hypothesis;

    @Setup
    public void setUp() {
        List<Word> all = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            double start = 12.34 + 0.61 * i;
            all.add(new Word("seven", start, start + 0.3871, 0.9731 - 0.013 * i));
        }
        hypothesis = new Hypothesis("call-7", 3, 5, true, all, 17.2, "digits@3f9c2a1b");
    }

    @Benchmark
    public byte[] write() {
        return TranscriptJson.write(hypothesis);
    }
}
