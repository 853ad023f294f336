package io.hearken.exchange;

import static io.hearken.stream.Checks.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** How a Keras file says its layers are set up; checked when read. */
final class KerasConfig {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TOP =
            Pattern.compile("^/(model_weights|layers|_layer_checkpoint_dependencies)(?=/)");
    private static final List<String> HARMLESS =
            List.of("InputLayer", "Dropout", "Masking", "Softmax", "GaussianNoise");
    private static final List<String> RECURRENT = List.of("LSTM", "GRU", "SimpleRNN");

    /** What both halves of a bidirectional layer must have alike. */
    private static final List<String> ALIKE =
            List.of(
                    "units",
                    "activation",
                    "recurrent_activation",
                    "use_bias",
                    "reset_after",
                    "return_sequences");

    private final List<Layer> layers = new ArrayList<>();

    /**
     * A layer as the file describes it.
     *
     * @param name as its maker gave it, which Keras 2 writes weights under
     * @param group its kind and number, which Keras 3 writes them under
     * @param config how it is set up; of a bidirectional one its forward half
     */
    record Layer(String name, String group, JsonNode config) {
        /** A layer of which only the name is known. */
        static Layer named(String name) {
            return new Layer(name, name, JSON.nullNode());
        }

        /** Whether weights at a path are this layer's. */
        boolean isAt(String path) {
            boolean isKeras3 = path.startsWith("/layers/") || path.startsWith("/_layer_checkpoint");
            String below = TOP.matcher(path).replaceFirst("") + "/";
            return below.startsWith("/" + (isKeras3 ? group : name) + "/");
        }
    }

    /**
     * Reads one.
     *
     * @param json {@code model_config} or {@code config.json}
     * @throws IllegalArgumentException if it has other layers, or set up in another way
     */
    static KerasConfig parse(String json) {
        KerasConfig config = new KerasConfig();
        try {
            JsonNode top = JSON.readTree(json).path("config");
            // Keras before 2.2.3 gave a Sequential's layers alone.
            JsonNode layers = top.isArray() ? top : top.path("layers");
            require(!layers.isEmpty(), "its configuration names no layers");
            Map<String, Integer> counts = new HashMap<>();
            for (JsonNode layer : layers) {
                String type = layer.path("class_name").asText();
                check(type, layer.path("config"));
                int before = counts.merge(type, 1, Integer::sum) - 1;
                String group = snakeCase(type) + (before == 0 ? "" : "_" + before);
                String name = layer.path("config").path("name").asText();
                config.layers.add(new Layer(name, group, half(type, layer.path("config"))));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "its configuration is not JSON: " + e.getOriginalMessage(), e);
        }
        return config;
    }

    /** What the file says of its layers, in their order; empty if it says nothing. */
    List<Layer> layers() {
        return layers;
    }

    /** Whether every step's outputs are given, for all the file says. */
    boolean returnsSequences() {
        JsonNode top = top();
        return top != null && top.path("return_sequences").asBoolean();
    }

    /** Whether only the last step's are, for all the file says. */
    boolean isLastStep() {
        return top() != null && !returnsSequences();
    }

    /** The topmost recurrent layer; null if none is told of. */
    private JsonNode top() {
        JsonNode top = null;
        for (Layer layer : layers) {
            top = layer.config.has("return_sequences") ? layer.config : top;
        }
        return top;
    }

    private static void check(String type, JsonNode config) {
        String name = config.path("name").asText();
        switch (type) {
            case "LSTM" -> recurrent(type, config, "tanh");
            case "GRU" -> {
                recurrent(type, config, "tanh");
                require(
                        config.path("reset_after").asBoolean(true),
                        "layer %s: a GRU without reset_after is not supported",
                        name);
            }
            case "SimpleRNN" -> recurrent(type, config, config.path("activation").asText("tanh"));
            case "Dense" ->
                    require(
                            config.path("activation").isMissingNode()
                                    || config.path("activation").isNull()
                                    || config.path("activation").isTextual()
                                            && List.of("linear", "softmax")
                                                    .contains(config.path("activation").asText()),
                            "layer %s: activation %s is not supported, softmax and linear are",
                            name,
                            config.path("activation"));
            case "TimeDistributed" ->
                    check(
                            config.path("layer").path("class_name").asText(),
                            config.path("layer").path("config"));
            case "Activation" ->
                    require(
                            config.path("activation").asText().equals("softmax"),
                            "layer %s: activation %s is not supported",
                            name,
                            config.path("activation"));
            case "Lambda" ->
                    throw new IllegalArgumentException(
                            "layer %s is a Lambda, which is code: no code of a model file is ever run"
                                    .formatted(name));
            case "Bidirectional" -> bidirectional(name, config);
            default ->
                    require(
                            HARMLESS.contains(type),
                            "layer %s: %s is not supported; LSTM, GRU, SimpleRNN and Dense are",
                            name,
                            type);
        }
    }

    /** A bidirectional layer's forward half; of others all there is. */
    private static JsonNode half(String type, JsonNode config) {
        return type.equals("Bidirectional") ? config.path("layer").path("config") : config;
    }

    private static void bidirectional(String name, JsonNode config) {
        String type = config.path("layer").path("class_name").asText();
        JsonNode forward = config.path("layer").path("config");
        require(
                RECURRENT.contains(type),
                "layer %s: Bidirectional of %s is not supported, of %s it is",
                name,
                type,
                RECURRENT);
        require(
                config.path("merge_mode").asText().equals("concat"),
                "layer %s: merge_mode %s is not supported, concat is",
                name,
                config.path("merge_mode"));
        check(type, forward);
        JsonNode other = config.path("backward_layer");
        if (other.isObject()) {
            JsonNode backward = other.path("config");
            require(
                    other.path("class_name").asText().equals(type)
                            && backward.path("go_backwards").asBoolean()
                            && ALIKE.stream()
                                    .allMatch(key -> backward.path(key).equals(forward.path(key))),
                    "layer %s: its backward layer must be set up as its forward one, but for"
                            + " go_backwards",
                    name);
        }
    }

    /** As Keras 3 spells a class. */
    private static String snakeCase(String type) {
        return type.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    private static void recurrent(String type, JsonNode config, String activation) {
        String name = config.path("name").asText();
        require(
                !config.path("activation").isNull()
                        && config.path("activation").asText(activation).equals(activation)
                        && List.of("tanh", "relu").contains(activation),
                "layer %s: activation %s is not supported",
                name,
                config.path("activation"));
        require(
                config.path("recurrent_activation").asText("sigmoid").equals("sigmoid"),
                "layer %s: recurrent_activation %s is not supported, sigmoid is",
                name,
                config.path("recurrent_activation"));
        require(
                !config.path("go_backwards").asBoolean(),
                "layer %s goes backwards only, which is not supported; Bidirectional is",
                name);
    }
}
