package io.hearken.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.hearken.stream.Alternative;
import io.hearken.stream.Gap;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Word;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptJsonTest {
    private static final Hypothesis SEVEN_TWO =
            new Hypothesis(
                    "call-7",
                    3,
                    5,
                    true,
                    List.of(
                            new Word("seven", 12.41, 12.8, 0.99),
                            new Word("two", 13, 14.0204, 0.5)),
                    15.2,
                    "digits@3f9c2a1b");
    private static final Hypothesis SILENCE =
            new Hypothesis("mic", 0, 0, false, List.of(), 0.30000000000000004, "digits@3f9c2a1b");

    private static final Hypothesis READINGS =
            new Hypothesis(
                    "call-7",
                    3,
                    5,
                    true,
                    SEVEN_TWO.words(),
                    List.of(
                            new Alternative(SEVEN_TWO.words(), 0.75),
                            new Alternative(List.of(), 0.125)),
                    15.2,
                    "digits@3f9c2a1b");

    private static final Hypothesis BROKEN =
            new Hypothesis(
                    "call-7",
                    3,
                    5,
                    true,
                    SEVEN_TWO.words(),
                    List.of(),
                    List.of(new Gap(12.5, 12.70049), new Gap(13, 13)),
                    15.2,
                    "digits@3f9c2a1b");

    @Test
    void gapsAreToldWhereThereAreAny() {
        assertThat(json(BROKEN))
                .contains(
                        ",\"gaps\":[{\"start\":12.5,\"end\":12.7},{\"start\":13,\"end\":13}],"
                                + "\"audioProcessed\":15.2,");
        assertThat(json(BROKEN).replaceAll("\"gaps\":\\[.*?],", "")).isEqualTo(json(SEVEN_TWO));
    }

    @Test
    void alternativesAreToldWhereThereAreAny() {
        String words =
                "'words':[{'word':'seven','start':12.41,'end':12.8,'confidence':0.99},"
                        + "{'word':'two','start':13,'end':14.02,'confidence':0.5}]";
        String expected =
                words
                        + ",'alternatives':[{'text':'seven two','probability':0.75,"
                        + words
                        + "},{'text':'','probability':0.13,'words':[]}],'audioProcessed':15.2,";

        assertThat(json(READINGS)).contains(expected.replace('\'', '"'));
    }

    @Test
    void fieldsHaveOneOrderAndNumbersOneForm() {
        String expected =
                "{'stream':'call-7','utterance':3,'revision':5,'final':true,"
                        + "'text':'seven two','start':12.41,'end':14.02,'confidence':0.75,"
                        + "'words':[{'word':'seven','start':12.41,'end':12.8,'confidence':0.99},"
                        + "{'word':'two','start':13,'end':14.02,'confidence':0.5}],"
                        + "'audioProcessed':15.2,'model':'digits@3f9c2a1b'}";

        assertThat(json(SEVEN_TWO)).isEqualTo(expected.replace('\'', '"'));
    }

    @Test
    void nothingHeardIsAnEmptyText() {
        assertThat(json(SILENCE))
                .contains("\"text\":\"\",\"start\":0.3,\"end\":0.3,\"confidence\":0,\"words\":[]");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0004, 0",
        "0.0005, 0.001",
        "-0.0, 0",
        "100.0, 100",
        "1e-9, 0",
        "123456789.1239, 123456789.124",
        "1e12, 1000000000000",
        "NaN, 0",
        "Infinity, 0"
    })
    void numbersArePlain(double seconds, String written) {
        assertThat(json(new Hypothesis("s", 0, 0, false, List.of(), seconds, "m")))
                .contains("\"audioProcessed\":" + written + ",");
    }

    /** On halves, one step beside them, and anywhere. */
    @Test
    void numbersAreRoundedAsTheirDigitsAre() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            double half = (random.nextInt(1 << 1 + random.nextInt(30)) + 0.5) / 1000;
            for (double seconds :
                    new double[] {
                        half, Math.nextUp(half), Math.nextDown(half), half + random.nextDouble()
                    }) {
                String right =
                        new BigDecimal(Double.toString(seconds))
                                .setScale(3, RoundingMode.HALF_UP)
                                .stripTrailingZeros()
                                .toPlainString();

                numbersArePlain(seconds, right);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\"b\\c", "</script>", "\u0000\u001b\n", "\u2028", "😀", "\ud800", "ü"})
    void anyStreamIdMakesValidJson(String stream) throws IOException {
        byte[] bytes = TranscriptJson.write(new Hypothesis(stream, 0, 0, true, List.of(), 1, "m"));

        assertThat(schema().validate(new ObjectMapper().readTree(bytes))).isEmpty();
        assertThat(TranscriptJson.read(bytes).stream()).isEqualTo(stream.replace('\ud800', '?'));
    }

    @Test
    void whatIsWrittenFitsThePublishedSchema() throws IOException {
        for (Hypothesis hypothesis : List.of(SEVEN_TWO, SILENCE, READINGS, BROKEN)) {
            byte[] bytes = TranscriptJson.write(hypothesis);

            assertThat(schema().validate(new ObjectMapper().readTree(bytes))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "revision", "words", "audioProcessed", "model"})
    void theSchemaMissesAFieldThatIsNotThere(String field) throws IOException {
        String json = json(SEVEN_TWO).replace("\"" + field + "\":", "\"other\":");

        assertThat(schema().validate(new ObjectMapper().readTree(json))).isNotEmpty();
    }

    @Test
    void whatIsReadIsWrittenAsTheSameBytes() {
        for (Hypothesis hypothesis : List.of(SEVEN_TWO, SILENCE, READINGS, BROKEN)) {
            byte[] bytes = TranscriptJson.write(hypothesis);

            assertThat(TranscriptJson.write(TranscriptJson.read(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void readingPassesOverUnknownFields() {
        String json = json(SEVEN_TWO).replace("{\"stream\"", "{\"later\":{\"x\":[1]},\"stream\"");

        assertThat(TranscriptJson.read(json.getBytes(UTF_8)).text()).isEqualTo("seven two");
    }

    @Test
    void readingSaysWhatIsWrong() {
        assertUnreadable(null, "not a transcript: it has no field words");
        assertUnreadable("[]", "not a transcript: it has no field words");
        assertUnreadable("nonsense", "not JSON: 'nonsense'");
        assertUnreadable(
                json(SEVEN_TWO).replace("\"utterance\":3", "\"utterance\":\"x\""),
                "not a transcript: utterance must be a whole number, got '\"x\"'");
        assertUnreadable(
                json(SEVEN_TWO) + "{}",
                "not JSON: '{\"stream\":\"call-7\",\"utterance\":3,\"revisi…'");
    }

    private static void assertUnreadable(String json, String message) {
        assertThatThrownBy(() -> TranscriptJson.read(json == null ? null : json.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static String json(Hypothesis hypothesis) {
        return new String(TranscriptJson.write(hypothesis), UTF_8);
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream in = TranscriptJson.class.getResourceAsStream("transcript.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
        }
    }
}
