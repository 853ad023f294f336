package io.hearken.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of {@code deploy/}, as they stand in the repository. */
final class Deploy {
    static final Path FOLDER = Path.of("..", "deploy");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Deploy() {}

    static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a YAML file. A key that stands twice is an error. */
    static List<JsonNode> documents(String file) {
        List<JsonNode> documents = new ArrayList<>();
        yaml().loadAll(text(file)).forEach(one -> documents.add(JSON.valueToTree(one)));
        return documents;
    }

    static JsonNode document(String file) {
        return parse(text(file));
    }

    static JsonNode parse(String text) {
        return JSON.valueToTree(yaml().<Object>load(text));
    }

    /** The first YAML block of a page that has the key. */
    static JsonNode block(String page, String key) {
        Matcher blocks =
                Pattern.compile("^```yaml\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
                        .matcher(text(page));
        while (blocks.find()) {
            JsonNode block = parse(blocks.group(1));
            if (block.has(key)) {
                return block;
            }
        }
        throw new IllegalArgumentException(page + ": no YAML block has " + key);
    }

    static JsonNode service(String name) {
        return document("docker/compose.yaml").at("/services/" + name);
    }

    /** What Flink's image is given, a line each. */
    static Map<String, String> flinkProperties(String service) {
        return pairs(service(service).at("/environment/FLINK_PROPERTIES").asText(), ": ");
    }

    static JsonNode flinkDeployment() {
        return document("kubernetes/flink.yaml");
    }

    /** What the job's file of Kafka's properties holds on Kubernetes. */
    static Properties kafkaClient() {
        Properties properties = new Properties();
        try {
            properties.load(
                    new StringReader(
                            document("kubernetes/kafka-client.yaml")
                                    .at("/data/kafka.properties")
                                    .asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** Leaves of a tree under the dotted names of where they are. */
    static Map<String, String> flat(JsonNode tree) {
        Map<String, String> flat = new TreeMap<>();
        flatten("", tree, flat);
        return flat;
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    static Map<String, String> pairs(String lines, String separator) {
        Map<String, String> pairs = new TreeMap<>();
        for (String line : lines.lines().toList()) {
            int at = line.indexOf(separator);
            if (at < 0 || pairs.containsKey(line.substring(0, at))) {
                throw new IllegalArgumentException("no new key and value: " + line);
            }
            pairs.put(line.substring(0, at), line.substring(at + separator.length()));
        }
        return pairs;
    }

    private static void flatten(String name, JsonNode tree, Map<String, String> flat) {
        if (!tree.isObject()) {
            flat.put(name, tree.asText());
            return;
        }
        tree.properties()
                .forEach(
                        child ->
                                flatten(
                                        name.isEmpty()
                                                ? child.getKey()
                                                : name + "." + child.getKey(),
                                        child.getValue(),
                                        flat));
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }
}
