package io.hearken.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.embedded.ProcessorTime.Part;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
    private static final double WORK = 0.1;

    private final ProcessorTime processor = new ProcessorTime();

    @Test
    void threadsOfThreadsBelongToWhoStartedTheFirst() throws Exception {
        Map<Part, Double> before = processor.seconds();
        processor.call(Part.JOB, this::workInAnotherThread);
        Map<Part, Double> after = processor.seconds();

        assertThat(after.get(Part.JOB) - before.get(Part.JOB)).isGreaterThanOrEqualTo(WORK);
        assertThat(after.get(Part.BROKER) - before.get(Part.BROKER)).isZero();
    }

    @Test
    void whatNobodyStartedIsTheRest() {
        Map<Part, Double> before = processor.seconds();
        work();
        Map<Part, Double> after = processor.seconds();

        assertThat(after.get(Part.OTHER) - before.get(Part.OTHER)).isGreaterThanOrEqualTo(WORK);
        assertThat(after.get(Part.JOB) - before.get(Part.JOB)).isZero();
    }

    @Test
    void whatAStartThrowsComesOut() {
        assertThatThrownBy(
                        () ->
                                processor.call(
                                        Part.BROKER,
                                        () -> {
                                            throw new IOException("no disk");
                                        }))
                .isInstanceOf(IOException.class)
                .hasMessage("no disk");
    }

    /** Its time is looked at before it ends. */
    private Object workInAnotherThread() throws InterruptedException {
        Thread thread =
                new Thread(
                        () -> {
                            work();
                            processor.seconds();
                        });
        thread.start();
        thread.join();
        return null;
    }

    private static void work() {
        long end = used() + (long) (WORK * 1e9) + 10_000_000;
        while (used() < end) {
            Thread.onSpinWait();
        }
    }

    private static long used() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
