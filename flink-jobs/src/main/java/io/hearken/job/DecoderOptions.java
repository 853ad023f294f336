package io.hearken.job;

import io.hearken.recognizer.DecoderSettings;
import io.hearken.recognizer.Endpoint;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How words are made of what the network says, and when utterances end. */
public final class DecoderOptions {
    @Option(
            names = "--beam",
            paramLabel = "N",
            description =
                    "Search among the N likeliest strings of words; 0 takes the likeliest word of"
                            + " each moment (default: 0, or 8 if one of the next three is given).")
    private Integer beam;

    @Option(
            names = "--insertion-penalty",
            paramLabel = "X",
            defaultValue = "0",
            description =
                    "What each word costs, in nats: above 0 fewer words are heard, below more"
                            + " (default: ${DEFAULT-VALUE}).")
    private double insertionPenalty;

    @Option(
            names = "--grammar",
            paramLabel = "TEXT|@FILE",
            defaultValue = "",
            description =
                    "What may be said, such as '.{10}' for ten words or '(yes | no) please?';"
                            + " a final that does not fit is empty (default: any words).")
    private String grammar;

    @Option(
            names = "--n-best",
            paramLabel = "N",
            defaultValue = "1",
            description = "Tell so many readings with each final (default: ${DEFAULT-VALUE}).")
    private int nBest;

    @Option(
            names = "--endpoint",
            paramLabel = "DURATION",
            defaultValue = "800ms",
            converter = DurationText.class,
            description =
                    "Silence after a word that ends its utterance (default: ${DEFAULT-VALUE}).")
    private Duration afterSpeech;

    @Option(
            names = "--endpoint-silence",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = DurationText.class,
            description =
                    "Silence that ends an utterance of which nothing was said, with a final"
                            + " without words; 0s for never (default: ${DEFAULT-VALUE}).")
    private Duration silenceOnly;

    @Option(
            names = "--endpoint-longest",
            paramLabel = "DURATION",
            defaultValue = "1min",
            converter = DurationText.class,
            description =
                    "An utterance ends so long after its first word began; 0s for no such limit"
                            + " (default: ${DEFAULT-VALUE}).")
    private Duration longest;

    /**
     * The settings. Reads the grammar's file.
     *
     * @throws IllegalArgumentException if they cannot be, saying why
     */
    public DecoderSettings settings() {
        String allowed = grammar.startsWith("@") ? read(Path.of(grammar.substring(1))) : grammar;
        boolean search = insertionPenalty != 0 || !allowed.isBlank() || nBest > 1;
        int usual = search ? Math.max(DecoderSettings.BEAM.beam(), nBest) : 0;
        return new DecoderSettings(
                beam == null ? usual : beam,
                insertionPenalty,
                allowed,
                nBest,
                new Endpoint(silenceOnly, afterSpeech, longest));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": no such file", e);
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException(file + ": a grammar must be UTF-8 text", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
