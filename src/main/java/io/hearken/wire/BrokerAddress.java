package io.hearken.wire;

import static io.hearken.stream.Checks.require;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One of the brokers a client asks first. */
record BrokerAddress(String host, int port) {
    private static final int CONNECT_MILLIS = 2_000;

    /** The addresses in {@code host:port,host:port}. */
    static List<BrokerAddress> parse(String bootstrap) {
        return Arrays.stream(bootstrap.split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(BrokerAddress::parseOne)
                .toList();
    }

    private static BrokerAddress parseOne(String address) {
        int colon = address.lastIndexOf(':');
        boolean numeric = address.substring(colon + 1).matches("\\d{1,5}");
        require(
                colon > 0 && numeric && Integer.parseInt(address.substring(colon + 1)) < 65_536,
                "a Kafka broker is given as host:port, such as localhost:9092, got '%s'",
                address);
        String host = address.substring(address.lastIndexOf('/') + 1, colon);
        return new BrokerAddress(
                host.replaceAll("[\\[\\]]", ""), Integer.parseInt(address.substring(colon + 1)));
    }

    /** Why no connection could be made, or null if one was. */
    String unreachable() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return null;
        } catch (UnknownHostException e) {
            return "unknown host " + host;
        } catch (SocketTimeoutException e) {
            return "no connection within " + CONNECT_MILLIS / 1_000 + " s";
        } catch (IOException e) {
            return WireException.reason(e).toLowerCase(Locale.ROOT);
        }
    }
}
