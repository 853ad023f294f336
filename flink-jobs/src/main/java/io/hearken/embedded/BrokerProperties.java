package io.hearken.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of a broker that stands alone, starts quickly and keeps little. */
final class BrokerProperties {
    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    private BrokerProperties() {}

    static Map<String, String> of(
            Path directory, int port, int controllerPort, BrokerSecurity security) {
        Map<String, String> all = new HashMap<>();
        all.putAll(whereItListens(security.protocol() + "://127.0.0.1:" + port, controllerPort));
        all.putAll(aloneAndSmall());
        all.putAll(startsQuickly());
        all.put("inter.broker.listener.name", security.protocol());
        all.put("listener.security.protocol.map", protocols(security.protocol()));
        all.put("log.dirs", directory.toString());
        all.put("message.max.bytes", String.valueOf(32 << 20)); // whole files in a record
        all.putAll(security.broker());
        return all;
    }

    /** Only this process reaches the controller. */
    private static String protocols(String clients) {
        return CONTROLLER + ":PLAINTEXT," + clients + ":" + clients;
    }

    private static Map<String, String> whereItListens(String clients, int controllerPort) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "" + NODE,
                "controller.quorum.voters",
                NODE + "@127.0.0.1:" + controllerPort,
                "controller.listener.names",
                CONTROLLER,
                "listeners",
                clients + "," + CONTROLLER + "://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                clients);
    }

    /** Internal topics without replicas; Flink's sink may hold a transaction for a long time. */
    private static Map<String, String> aloneAndSmall() {
        return Map.of(
                "default.replication.factor", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "transaction.max.timeout.ms", "7200000",
                "auto.create.topics.enable", "false",
                "log.cleaner.dedupe.buffer.size", "2097152",
                "delete.topic.enable", "true");
    }

    private static Map<String, String> startsQuickly() {
        Map<String, String> all = new HashMap<>();
        all.put("group.initial.rebalance.delay.ms", "0");
        all.put("controller.quorum.election.timeout.ms", "100");
        all.put("controller.quorum.election.backoff.max.ms", "100");
        all.put("broker.heartbeat.interval.ms", "500"); // half of it is the time to answer
        all.put("broker.session.timeout.ms", "60000"); // a busy machine is no dead broker
        all.put("num.network.threads", "1");
        all.put("num.io.threads", "2");
        all.put("background.threads", "1");
        all.put("num.recovery.threads.per.data.dir", "1");
        all.put("group.coordinator.threads", "1");
        all.put("controlled.shutdown.enable", "false");
        all.put("log.flush.scheduler.interval.ms", "9223372036854775807");
        return all;
    }
}
