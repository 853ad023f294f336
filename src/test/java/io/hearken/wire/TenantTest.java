package io.hearken.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.stream.RejectionCodes;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantTest {
    private final AudioRecords records = new AudioRecords(8_000);

    @ParameterizedTest
    @CsvSource({"acme/call-7, acme", "acme/west/7, acme", "call-7, ''", "/call-7, ''"})
    void aStreamsIdNamesItsTenantBeforeTheFirstSlash(String stream, String tenant) {
        assertThat(tenant(record(stream))).isEqualTo(tenant);
    }

    @Test
    void aHeaderNamesItFirst() {
        assertThat(tenant(record("acme/call-7", "globex"))).isEqualTo("globex");
        assertThat(tenant(record("acme/call-7", "globex", " initech "))).isEqualTo("initech");
        assertThat(tenant(record("call-7", "Bürö"))).isEqualTo("Bürö");
    }

    @Test
    void anEmptyHeaderNamesNobody() {
        assertThat(tenant(record("acme/call-7", " "))).isEqualTo("acme");
        assertThat(tenant(record("acme/call-7", (String) null))).isEqualTo("acme");
    }

    @Test
    void aNameHasAtMost256Bytes() {
        assertThat(tenant(record("call-7", "x".repeat(256)))).hasSize(256);
        Arrival tooLong = records.read(record("call-7", "x".repeat(257)));
        assertThat(tooLong).isInstanceOf(Arrival.Unusable.class);
        assertThat(((Arrival.Unusable) tooLong).rejected().reason())
                .satisfies(
                        reason -> {
                            assertThat(reason.code()).isEqualTo(RejectionCodes.BAD_HEADER);
                            assertThat(reason.message())
                                    .startsWith("header tenant must be at most 256 bytes long");
                        });
    }

    private String tenant(ConsumerRecord<byte[], byte[]> record) {
        return AudioRecords.tenant(((Arrival.Usable) records.read(record)).chunk());
    }

    private static ConsumerRecord<byte[], byte[]> record(String stream, String... tenants) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("audio", 0, 0, stream.getBytes(UTF_8), new byte[] {1, 2});
        for (String tenant : tenants) {
            record.headers().add("tenant", tenant == null ? null : tenant.getBytes(UTF_8));
        }
        return record;
    }
}
