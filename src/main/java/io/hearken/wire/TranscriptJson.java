package io.hearken.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearken.stream.Alternative;
import io.hearken.stream.Gap;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Word;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Hypotheses as JSON. The same hypothesis makes the same bytes for ever: one order of fields,
 * seconds with up to three decimals, confidence and probability with up to two, no exponents.
 */
public final class TranscriptJson {
    private static final int SECONDS_DECIMALS = 3;
    private static final int CONFIDENCE_DECIMALS = 2;
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private TranscriptJson() {}

    /** A number that JSON cannot hold is written as 0. */
    public static byte[] write(Hypothesis hypothesis) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            write(hypothesis, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Hypothesis hypothesis, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("stream", wellFormed(hypothesis.stream()));
        json.writeNumberField("utterance", hypothesis.utterance());
        json.writeNumberField("revision", hypothesis.revision());
        json.writeBooleanField("final", hypothesis.isFinal());
        json.writeStringField("text", wellFormed(hypothesis.text()));
        writeSpan(hypothesis.start(), hypothesis.end(), hypothesis.confidence(), json);
        writeWords(hypothesis.words(), json);
        if (!hypothesis.alternatives().isEmpty()) {
            json.writeArrayFieldStart("alternatives");
            for (Alternative alternative : hypothesis.alternatives()) {
                write(alternative, json);
            }
            json.writeEndArray();
        }
        if (!hypothesis.gaps().isEmpty()) {
            json.writeArrayFieldStart("gaps");
            for (Gap gap : hypothesis.gaps()) {
                write(gap, json);
            }
            json.writeEndArray();
        }
        writeNumber("audioProcessed", hypothesis.audioProcessed(), SECONDS_DECIMALS, json);
        json.writeStringField("model", wellFormed(hypothesis.model()));
        json.writeEndObject();
    }

    private static void write(Alternative alternative, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", wellFormed(alternative.text()));
        writeNumber("probability", alternative.probability(), CONFIDENCE_DECIMALS, json);
        writeWords(alternative.words(), json);
        json.writeEndObject();
    }

    private static void write(Gap gap, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeNumber("start", gap.start(), SECONDS_DECIMALS, json);
        writeNumber("end", gap.end(), SECONDS_DECIMALS, json);
        json.writeEndObject();
    }

    private static void writeWords(List<Word> words, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("words");
        for (Word word : words) {
            write(word, json);
        }
        json.writeEndArray();
    }

    private static void write(Word word, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("word", wellFormed(word.word()));
        writeSpan(word.start(), word.end(), word.confidence(), json);
        json.writeEndObject();
    }

    private static void writeSpan(double start, double end, double confidence, JsonGenerator json)
            throws IOException {
        writeNumber("start", start, SECONDS_DECIMALS, json);
        writeNumber("end", end, SECONDS_DECIMALS, json);
        writeNumber("confidence", confidence, CONFIDENCE_DECIMALS, json);
    }

    private static void writeNumber(String name, double value, int decimals, JsonGenerator json)
            throws IOException {
        json.writeFieldName(name);
        json.writeNumber(rounded(value, decimals).stripTrailingZeros().toPlainString());
    }

    /** Half up, as people would round the digits that are printed of the value. */
    private static BigDecimal rounded(double value, int decimals) {
        double scaled = decimals == SECONDS_DECIMALS ? value * 1000 : value * 100;
        double beyondHalf = scaled - Math.floor(scaled) - 0.5;
        // Nowhere but beside a half do the digits matter, which are slow to find.
        if (0 <= scaled && scaled < 1e9 && Math.abs(beyondHalf) > 1e-6) {
            return BigDecimal.valueOf(Math.round(scaled), decimals);
        }
        BigDecimal exact = Double.isFinite(value) ? BigDecimal.valueOf(value) : BigDecimal.ZERO;
        return exact.setScale(decimals, RoundingMode.HALF_UP);
    }

    /** Half a surrogate pair, which UTF-8 cannot hold, becomes a question mark. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }

    /**
     * Reads what {@link #write} wrote, passing over fields it does not know.
     *
     * @throws IllegalArgumentException if the bytes are something else
     */
    public static Hypothesis read(byte[] bytes) {
        JsonNode json = parse(bytes);
        List<Word> words = readWords(json);
        List<Alternative> alternatives = new ArrayList<>();
        for (JsonNode alternative : json.path("alternatives")) {
            alternatives.add(
                    new Alternative(readWords(alternative), number(alternative, "probability")));
        }
        List<Gap> gaps = new ArrayList<>();
        for (JsonNode gap : json.path("gaps")) {
            gaps.add(new Gap(number(gap, "start"), number(gap, "end")));
        }
        return new Hypothesis(
                text(json, "stream"),
                integer(json, "utterance"),
                integer(json, "revision"),
                flag(json, "final"),
                words,
                alternatives,
                gaps,
                number(json, "audioProcessed"),
                text(json, "model"));
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes == null ? new byte[0] : bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + Excerpt.of(bytes), e);
        }
    }

    private static List<Word> readWords(JsonNode json) {
        List<Word> words = new ArrayList<>();
        for (JsonNode word : field(json, "words")) {
            words.add(readWord(word));
        }
        return words;
    }

    private static Word readWord(JsonNode json) {
        return new Word(
                text(json, "word"),
                number(json, "start"),
                number(json, "end"),
                number(json, "confidence"));
    }

    private static String text(JsonNode json, String name) {
        return expect(field(json, name).isTextual(), json, name, "text").asText();
    }

    private static boolean flag(JsonNode json, String name) {
        return expect(field(json, name).isBoolean(), json, name, "true or false").asBoolean();
    }

    private static int integer(JsonNode json, String name) {
        return expect(field(json, name).canConvertToInt(), json, name, "a whole number").asInt();
    }

    private static double number(JsonNode json, String name) {
        return expect(field(json, name).isNumber(), json, name, "a number").asDouble();
    }

    private static JsonNode field(JsonNode json, String name) {
        JsonNode field = json.get(name);
        if (field == null) {
            throw new IllegalArgumentException("not a transcript: it has no field " + name);
        }
        return field;
    }

    private static JsonNode expect(boolean holds, JsonNode json, String name, String right) {
        if (!holds) {
            String seen = Excerpt.of(json.get(name).toString().getBytes(UTF_8));
            throw new IllegalArgumentException(
                    "not a transcript: " + name + " must be " + right + ", got " + seen);
        }
        return json.get(name);
    }
}
