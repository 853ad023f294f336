package io.hearken.job;

import io.hearken.wire.Topics;
import picocli.CommandLine.Option;

/** The topics a job reads and writes. */
public final class TopicOptions {
    @Option(
            names = "--audio-topic",
            paramLabel = "TOPIC",
            defaultValue = "audio",
            description = "Where audio comes from (default: ${DEFAULT-VALUE}).")
    private String audio;

    @Option(
            names = "--hypotheses-topic",
            paramLabel = "TOPIC",
            defaultValue = "hypotheses",
            description = "Where every revision goes at once (default: ${DEFAULT-VALUE}).")
    private String hypotheses;

    @Option(
            names = "--transcripts-topic",
            paramLabel = "TOPIC",
            defaultValue = "transcripts",
            description = "Where finals go, exactly once (default: ${DEFAULT-VALUE}).")
    private String transcripts;

    @Option(
            names = "--rejected-topic",
            paramLabel = "TOPIC",
            defaultValue = "rejected",
            description = "Where unusable records go (default: ${DEFAULT-VALUE}).")
    private String rejected;

    public Topics topics() {
        return new Topics(audio, hypotheses, transcripts, rejected);
    }
}
