package io.hearken.operator;

import static io.hearken.stream.Checks.require;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

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
 * <p>Time in which nothing could be heard does not count: while the job was down, or its task stood
 * still, as it does when a sink waits for a broker that is away. A task that stood still is known
 * by a beat that comes late; its inputs may wait behind it.
 */
final class IdleTimer {
    private static final int BEATS_IN_TIMEOUT = 4;

    private final long timeoutMillis;
    private final long beatMillis;
    private final ValueState<Long> lastSeen;
    private final ValueState<Long> timer;
    private long listeningSince;

    /**
     * @param timeout how long a stream may be silent; zero for as long as it likes
     * @param clock the task's
     */
    IdleTimer(Duration timeout, RuntimeContext context, ProcessingTimeService clock) {
        require(!timeout.isNegative(), "idle timeout must not be negative, got %s", timeout);
        timeoutMillis = timeout.toMillis();
        beatMillis = Math.max(1, timeoutMillis / BEATS_IN_TIMEOUT);
        lastSeen = context.getState(new ValueStateDescriptor<>("last-seen", Types.LONG));
        timer = context.getState(new ValueStateDescriptor<>("idle-timer", Types.LONG));
        listeningSince = clock.getCurrentProcessingTime();
        if (isRunning()) {
            beat(clock);
        }
    }

    private void beat(ProcessingTimeService clock) {
        long due = clock.getCurrentProcessingTime() + beatMillis;
        clock.registerTimer(
                due,
                time -> {
                    noticeStandstill(due, clock.getCurrentProcessingTime());
                    beat(clock);
                });
    }

    /** Whether streams are timed at all. */
    boolean isRunning() {
        return timeoutMillis > 0;
    }

    private void noticeStandstill(long due, long now) {
        if (now - due >= beatMillis) {
            listeningSince = now;
        }
    }

    /** Notes that the current stream sent something. */
    void heard(TimerService timers) throws IOException {
        if (timeoutMillis == 0) {
            return;
        }
        long now = timers.currentProcessingTime();
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
        long now = timers.currentProcessingTime();
        noticeStandstill(Math.max(timer.value(), listeningSince), now);
        long due = Math.max(lastSeen.value(), listeningSince) + timeoutMillis;
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
}
