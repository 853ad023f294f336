package io.hearken.settings;

import static com.fasterxml.jackson.dataformat.yaml.YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS;
import static io.hearken.stream.Checks.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A record of settings in YAML's plain lines, {@code name: value}. What is left out keeps its
 * value; a name that is none, or a value of another kind, is refused by name.
 *
 * @param <T> the record; its constructor refuses what is out of range by {@link
 *     IllegalArgumentException}
 */
public final class SettingsFile<T extends Record> {
    private static final ObjectMapper YAML =
            YAMLMapper.builder(
                            YAMLFactory.builder()
                                    .enable(PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS) // yes, no, on, off
                                    .build())
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .build();

    private final Class<T> type;
    private final String what;
    private final String example;

    /**
     * Settings of a kind.
     *
     * @param what the file is called in errors, such as {@code recipe}
     * @param example a line of one
     */
    public SettingsFile(Class<T> type, String what, String example) {
        this.type = type;
        this.what = what;
        this.example = example;
    }

    /**
     * Settings with what a file says of them.
     *
     * @throws IllegalArgumentException if there is no such file, or something in it is not a
     *     setting
     */
    public T read(Path file, T defaults) {
        require(!Files.notExists(file), "%s: no such %s", file, what);
        try {
            JsonNode settings = YAML.readTree(Files.readString(file));
            require(settings.isObject(), "expected lines such as \"%s\"", example);
            return with(defaults, (ObjectNode) settings);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Settings with some changed.
     *
     * @param changes by name; a text is read as in a file, {@code [on, off]} is a list
     * @throws IllegalArgumentException if one is not a setting or has a wrong value
     */
    public T with(T settings, Map<String, ?> changes) {
        ObjectNode all = YAML.createObjectNode();
        changes.forEach((name, value) -> all.set(name, node(name, value)));
        return with(settings, all);
    }

    private static JsonNode node(String name, Object value) {
        try {
            return value instanceof String text ? YAML.readTree(text) : YAML.valueToTree(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(name + ": " + e.getOriginalMessage(), e);
        }
    }

    private T with(T settings, ObjectNode changes) {
        ObjectNode all = YAML.valueToTree(settings);
        changes.fieldNames()
                .forEachRemaining(
                        name -> require(all.has(name), "no setting %s among %s", name, names(all)));
        all.setAll(changes);
        try {
            return YAML.treeToValue(all, type);
        } catch (MismatchedInputException e) {
            throw new IllegalArgumentException(
                    String.format("%s must be %s", e.getPath().get(0).getFieldName(), expected(e)),
                    e);
        } catch (JsonProcessingException e) {
            Throwable cause = e.getCause() instanceof IllegalArgumentException i ? i : e;
            throw new IllegalArgumentException(
                    cause == e ? e.getOriginalMessage() : cause.getMessage(), e);
        }
    }

    private static String expected(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        if (List.class.isAssignableFrom(type)) {
            return "a list, such as [on, off]";
        }
        if (Map.class.isAssignableFrom(type)) {
            return "shares, such as {path=mine/: 3}";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        return type == int.class || type == long.class ? "a whole number" : "a number";
    }

    private static List<String> names(ObjectNode settings) {
        List<String> names = new ArrayList<>();
        settings.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** As {@link #read} reads it, every setting written out. */
    public String text(T settings) {
        try {
            return YAML.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
