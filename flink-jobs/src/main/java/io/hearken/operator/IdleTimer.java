package io.hearken.operator;

import static io.hearken.stream.Checks.require;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * Notices streams whose inputs stopped coming. A stream has one timer; an input only notes the
 * time, and a timer that finds a younger input moves on:
 *
 * <pre>
 *   inputs   |  | |    |
 *   timer    └───── timeout ─────┘
 *                      └───── timeout ─────┘ idle
 * </pre>
 *
 * <p>Time that passed while the job was down does not count.
 */
final class IdleTimer {
    private final long timeoutMillis;
    private final ValueState<Long> lastSeen;
    private final ValueState<Long> timer;
    private long startedAt = Long.MIN_VALUE;

    /**
     * @param timeout how long a stream may be silent; zero for as long as it likes
     */
    IdleTimer(Duration timeout, RuntimeContext context) {
        require(!timeout.isNegative(), "idle timeout must not be negative, got %s", timeout);
        timeoutMillis = timeout.toMillis();
        lastSeen = context.getState(new ValueStateDescriptor<>("last-seen", Types.LONG));
        timer = context.getState(new ValueStateDescriptor<>("idle-timer", Types.LONG));
    }

    /** Whether streams are timed at all. */
    boolean isRunning() {
        return timeoutMillis > 0;
    }

    /** Notes that the current stream sent something. */
    void heard(TimerService timers) throws IOException {
        if (timeoutMillis == 0) {
            return;
        }
        long now = now(timers);
        lastSeen.update(now);
        if (timer.value() == null) {
            set(now + timeoutMillis, timers);
        }
    }

    /** Whether the current stream, whose timer fired, is idle; if not, the timer is set anew. */
    boolean isIdle(TimerService timers) throws IOException {
        if (timeoutMillis == 0) {
            timer.clear();
            return false;
        }
        long now = now(timers);
        long due = Math.max(lastSeen.value(), startedAt) + timeoutMillis;
        if (due > now) {
            set(due, timers);
        }
        return due <= now;
    }

    /** Leaves nothing of the current stream. */
    void forget(TimerService timers) throws IOException {
        Long due = timer.value();
        if (due != null) {
            timers.deleteProcessingTimeTimer(due);
        }
        timer.clear();
        lastSeen.clear();
    }

    private void set(long due, TimerService timers) throws IOException {
        timers.registerProcessingTimeTimer(due);
        timer.update(due);
    }

    private long now(TimerService timers) {
        long now = timers.currentProcessingTime();
        if (startedAt == Long.MIN_VALUE) {
            startedAt = now;
        }
        return now;
    }
}
