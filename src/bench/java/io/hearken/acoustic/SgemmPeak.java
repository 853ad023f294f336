package io.hearken.acoustic;

import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
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

/**
 * What does this processor reach at best? A product of square matrices by OpenBLAS, one thread:
 * 2·size³ floating-point operations.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SgemmPeak {
    @Param("512")
    private int size;

    private FloatPointer a;
    private FloatPointer b;
    private FloatPointer product;

    @Setup
    public void setUp() {
        float[] wave = new float[size * size];
        for (int j = 0; j < wave.length; j++) {
            wave[j] = (float) Math.sin(j);
        }
        a = new FloatPointer(wave);
        b = new FloatPointer(wave);
        product = new FloatPointer(wave);
    }

    @Benchmark
    public FloatPointer sgemm() {
        openblas_nolapack.cblas_sgemm(
                openblas_nolapack.CblasColMajor,
                openblas_nolapack.CblasNoTrans,
                openblas_nolapack.CblasNoTrans,
                size,
                size,
                size,
                1f,
                a,
                size,
                b,
                size,
                0f,
                product,
                size);
        return product;
    }
}
