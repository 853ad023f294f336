package io.hearken.cli;

import io.hearken.stream.Hypothesis;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * Shows streams while they are heard. On a terminal, what is still growing stands below what is
 * settled, a line a stream, and is drawn anew with every change; elsewhere every change is a line.
 */
final class Screen {
    private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";

    private final PrintWriter out;
    private final boolean live;
    private final int width;
    private final Map<String, String> growing = new LinkedHashMap<>();
    private int drawn;

    Screen(PrintWriter out) {
        this.out = out;
        this.live = System.console() != null && Ansi.AUTO.enabled();
        this.width = Terminal.width();
    }

    /** Shows what is heard of a stream so far. */
    synchronized void grow(Hypothesis hypothesis) {
        String line = line("…", hypothesis, hypothesis.text());
        if (live) {
            growing.put(hypothesis.stream(), line);
            draw();
        } else {
            println(line);
        }
    }

    /**
     * Shows what was finally heard, and stops showing it grow.
     *
     * @param mark in picocli's markup; what came by Kafka never is
     */
    synchronized void settle(Hypothesis hypothesis, String mark, String text) {
        erase();
        growing.remove(hypothesis.stream());
        println(line(Ansi.AUTO.string(mark), hypothesis, text));
        draw();
    }

    /** Shows a line of another kind. */
    synchronized void say(String line) {
        erase();
        println(line);
        draw();
    }

    /** {@code 3.42 s … call-01 seven two}: the time is the stream's own. */
    private static String line(String mark, Hypothesis hypothesis, String text) {
        String stream = hypothesis.stream().substring(hypothesis.stream().lastIndexOf('/') + 1);
        return String.format(
                "%7.2f s  %s %-9s %s", hypothesis.audioProcessed(), mark, stream, text);
    }

    private void draw() {
        if (!live) {
            return;
        }
        erase();
        for (String line : growing.values()) {
            out.println(line.length() < width ? line : line.substring(0, width - 1));
        }
        drawn = growing.size();
        out.flush();
    }

    private void erase() {
        if (drawn > 0) {
            out.printf(UP_AND_CLEAR, drawn);
            drawn = 0;
        }
    }

    private void println(String line) {
        out.println(line);
        out.flush();
    }
}
