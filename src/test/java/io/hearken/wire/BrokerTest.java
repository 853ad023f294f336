package io.hearken.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BrokerTest {
    @Test
    void aBrokerThatIsNotThereIsNamedAtOnce() throws IOException {
        String nowhere = "127.0.0.1:" + freePort();

        assertThatThrownBy(() -> check(nowhere))
                .isInstanceOf(WireException.class)
                .hasMessage("no Kafka broker answers at " + nowhere + " (connection refused)");
    }

    @Test
    void aServerThatDoesNotSpeakKafkaIsNamedWithin10Seconds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();

            assertThatThrownBy(() -> check(address))
                    .isInstanceOf(WireException.class)
                    .hasMessageStartingWith(
                            "no Kafka broker answers at " + address + " (something listens,");
        }
    }

    @Test
    void anAddressHasAPort() {
        assertThatThrownBy(() -> new Broker(KafkaSettings.of("localhost")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a Kafka broker is given as host:port, such as localhost:9092,"
                                + " got 'localhost'");
    }

    @Test
    void aWrongPropertyIsNamed() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            KafkaSettings settings = KafkaSettings.of("127.0.0.1:" + silent.getLocalPort());
            Map<String, String> wrong = Map.of("security.protocol", "NONE");

            assertThatThrownBy(() -> new Broker(settings.with(wrong)).requireTopics(List.of("a")))
                    .isInstanceOf(WireException.class)
                    .hasMessageStartingWith("cannot use Kafka at 127.0.0.1:")
                    .hasMessageContaining("security.protocol");
        }
    }

    private static void check(String bootstrap) {
        new Broker(KafkaSettings.of(bootstrap)).requireTopics(List.of("audio"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
