package io.hearken.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearken.audio.Recording;
import io.hearken.job.DecoderOptions;
import io.hearken.recognizer.Recognizer;
import io.hearken.stream.Alternative;
import io.hearken.stream.Hypothesis;
import io.hearken.wire.TranscriptJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearken transcribe}: files to words, without Kafka. */
@Command(
        name = "transcribe",
        description = "Writes down what is said in WAV and FLAC files; no Kafka needed.",
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  hearken transcribe audio-samples/*.wav",
            "  hearken transcribe --grammar '.{7,10}' --n-best 3 audio-samples/call-01.wav"
        })
final class TranscribeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ModelOption model;
    @Mixin private DecoderOptions decoder;

    @Option(
            names = "--json",
            description = "Print one JSON object per utterance, as the transcripts topic has them.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "WAV or FLAC files.")
    private List<Path> files;

    @Override
    public Integer call() {
        Recognizer recognizer = new Recognizer(model.read(), decoder.settings());
        PrintWriter out = spec.commandLine().getOut();
        int failed = 0;
        for (Path file : files) {
            try {
                recognizer
                        .transcribe(file.toString(), Recording.read(file))
                        .forEach(utterance -> print(utterance, out));
            } catch (RuntimeException e) {
                spec.commandLine().getErr().println("hearken: " + e.getMessage());
                failed++;
            }
            out.flush();
        }
        return failed == 0 ? 0 : 1;
    }

    private void print(Hypothesis utterance, PrintWriter out) {
        if (json) {
            out.println(new String(TranscriptJson.write(utterance), UTF_8));
        } else {
            out.printf(
                    "%s  %6.2f - %6.2f s  %s%n",
                    utterance.stream(), utterance.start(), utterance.end(), utterance.text());
            utterance.alternatives().forEach(reading -> print(reading, out));
        }
    }

    private static void print(Alternative reading, PrintWriter out) {
        out.printf("    %5.1f %%  %s%n", 100 * reading.probability(), reading.text());
    }
}
