package io.hearken.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.acoustic.Cell;
import io.hearken.recognizer.DecoderSettings;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.Hypothesis;
import io.hearken.wire.TranscriptJson;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Both operators are stopped in the middle of words and go on in new ones: the same bytes. */
class MidWordTest {

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void aSnapshotInTheMiddleOfAWordChangesNothing(boolean rocksDb, boolean beam) throws Exception {
        DecoderSettings decoder =
                beam
                        ? DecoderSettings.BEAM.withGrammar(".{1,12}").withNBest(3)
                        : DecoderSettings.GREEDY;
        stopAndGoOn(Operators.DIGITS, rocksDb, decoder);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LSTM")
    void noMoreWithOtherCells(Cell cell) throws Exception {
        stopAndGoOn(RandomModel.create(cell), true, DecoderSettings.GREEDY);
    }

    private static void stopAndGoOn(ShippedModel model, boolean rocksDb, DecoderSettings decoder)
            throws Exception {
        Map<String, List<Hypothesis>> expected = Calls.hypotheses(model, decoder);
        for (String call : Calls.NAMES) {
            List<AudioChunk> chunks = Calls.chunks(call);
            assertThat(expected.get(call)).hasSizeGreaterThan(3);

            for (int stop : new int[] {7, 16, 23, 31, 44}) {
                Operators first = Operators.alone(model, rocksDb, decoder, null, null);
                List<Hypothesis> heard = first.hear(chunks.subList(0, stop));
                OperatorSubtaskState features = first.snapshotFeatures();
                OperatorSubtaskState recognizer = first.snapshotRecognizer();
                // What is heard after the snapshot must not get into it.
                first.hear(chunks.subList(stop, stop + 3));
                first.close();

                Operators second = Operators.alone(model, rocksDb, decoder, features, recognizer);
                heard.addAll(second.hear(chunks.subList(stop, chunks.size())));
                second.close();

                assertThat(json(heard)).isEqualTo(json(expected.get(call)));
            }
        }
    }

    private static List<String> json(List<Hypothesis> all) {
        return all.stream().map(one -> new String(TranscriptJson.write(one), UTF_8)).toList();
    }
}
