package io.hearken.embedded;

import java.util.List;
import java.util.Map;

/**
 * What an embedded broker demands of its clients.
 *
 * @param protocol as in {@code security.protocol}
 * @param broker the broker's own properties for it, such as its keys
 * @param users who may come in by SCRAM, as {@code SCRAM-SHA-512=[name=…,password=…]}
 * @param client the properties of a client that may come in
 */
public record BrokerSecurity(
        String protocol,
        Map<String, String> broker,
        List<String> users,
        Map<String, String> client) {
    /** Whoever reaches it may come in. */
    public static final BrokerSecurity NONE =
            new BrokerSecurity("PLAINTEXT", Map.of(), List.of(), Map.of());

    /** No values: they may be secrets. */
    @Override
    public String toString() {
        return protocol;
    }
}
