package io.hearken.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The cluster that {@code deploy/local/cluster} started, through that script. */
final class LocalCluster {
    /** What {@code kill} says of a process that is being started. */
    private static final int NOT_NOW = 1;

    private final Path script;

    LocalCluster(Path script) {
        this.script = script;
    }

    private record Answer(int code, String text) {}

    /** Kafka's address. */
    String bootstrap() throws InterruptedException {
        return tell("bootstrap");
    }

    /** The address of Flink's page. */
    URI page() throws InterruptedException {
        return URI.create(tell("page"));
    }

    int taskManagers() throws InterruptedException {
        return (int) tell("status").lines().filter(line -> line.matches("tm\\d+ .*")).count();
    }

    /**
     * Sends SIGKILL.
     *
     * @return false if the process is being started just now
     */
    boolean kill(String process) throws InterruptedException {
        Answer answer = ask("kill", process);
        if (answer.code != 0 && !(answer.code == NOT_NOW && answer.text.contains("just now"))) {
            throw failed(answer);
        }
        return answer.code == 0;
    }

    private String tell(String word) throws InterruptedException {
        Answer answer = ask(word);
        if (answer.code != 0) {
            throw failed(answer);
        }
        return answer.text;
    }

    private static IllegalStateException failed(Answer answer) {
        return new IllegalStateException(answer.text.replaceFirst("^cluster: ", ""));
    }

    private Answer ask(String... words) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return new Answer(process.waitFor(), text);
        } catch (IOException e) {
            throw new IllegalStateException(script + " cannot be run: " + e.getMessage(), e);
        }
    }
}
