package io.hearken.deploy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitorSpec;
import io.strimzi.api.kafka.model.topic.KafkaTopicSpec;
import io.strimzi.api.kafka.model.user.KafkaUserSpec;
import java.util.Map;
import org.apache.flink.kubernetes.operator.api.spec.FlinkDeploymentSpec;
import org.apache.flink.kubernetes.operator.api.spec.FlinkStateSnapshotSpec;

/** Reads manifests as Kubernetes and its operators do, but lets nothing pass that they ignore. */
final class Manifests {
    /** Kinds that are read whole. */
    private static final Map<String, Class<?>> WHOLE =
            Map.of(
                    "v1 ConfigMap", ConfigMap.class,
                    "v1 Secret", Secret.class,
                    "v1 PersistentVolumeClaim", PersistentVolumeClaim.class);

    /** Kinds of which {@code spec} is all that is theirs. */
    private static final Map<String, Class<?>> SPECS =
            Map.of(
                    "flink.apache.org/v1beta1 FlinkDeployment", FlinkDeploymentSpec.class,
                    "flink.apache.org/v1beta1 FlinkStateSnapshot", FlinkStateSnapshotSpec.class,
                    "kafka.strimzi.io/v1 KafkaTopic", KafkaTopicSpec.class,
                    "kafka.strimzi.io/v1 KafkaUser", KafkaUserSpec.class,
                    "networking.k8s.io/v1 NetworkPolicy", NetworkPolicySpec.class,
                    "monitoring.coreos.com/v1 PodMonitor", PodMonitorSpec.class);

    private static final ObjectMapper STRICT =
            JsonMapper.builder()
                    .annotationIntrospector(new NothingIgnored())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private Manifests() {}

    /**
     * Reads a manifest.
     *
     * @throws JsonProcessingException if it holds a name or a value its kind does not have
     * @throws IllegalArgumentException if there is no such kind
     */
    static void check(JsonNode manifest) throws JsonProcessingException {
        String kind = manifest.path("apiVersion").asText() + " " + manifest.path("kind").asText();
        if (WHOLE.containsKey(kind)) {
            STRICT.treeToValue(manifest, WHOLE.get(kind));
        } else if (SPECS.containsKey(kind)) {
            checkSpec((ObjectNode) manifest, SPECS.get(kind));
        } else {
            throw new IllegalArgumentException("no kind known as " + kind);
        }
    }

    private static void checkSpec(ObjectNode manifest, Class<?> type)
            throws JsonProcessingException {
        STRICT.treeToValue(manifest, Envelope.class);
        ObjectNode spec = manifest.get("spec").deepCopy();
        // The newest class of the operator's in Maven Central ends at v1_20; a test of its own
        // compares this with the Flink we run.
        spec.remove("flinkVersion");
        STRICT.treeToValue(spec, type);
    }

    private record Envelope(String apiVersion, String kind, ObjectMeta metadata, JsonNode spec) {}

    /** The models keep unknown names aside, for whoever is newer: here they are mistakes. */
    private static final class NothingIgnored extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return null;
        }

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(
                MapperConfig<?> config, Annotated annotated) {
            return super.findPropertyIgnoralByName(config, annotated).withoutIgnoreUnknown();
        }
    }
}
