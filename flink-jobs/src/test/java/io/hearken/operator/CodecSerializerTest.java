package io.hearken.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.operator.RunningSum.Total;
import io.hearken.operator.RunningSum.TotalCodec;
import io.hearken.stream.RejectedCodec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class CodecSerializerTest {
    private final CodecSerializer<Total> serializer = new CodecSerializer<>(new TotalCodec());

    @Test
    void findsItsCodecAgainByName() throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        TypeSerializer<Total> found =
                TypeSerializerSnapshot.<Total>readVersionedSnapshot(in, getClass().getClassLoader())
                        .restoreSerializer();

        assertThat(found).isEqualTo(serializer);
    }

    @Test
    void namesACodecItDoesNotFind() throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF("java.lang.String"); // a class, but no codec
        out.writeInt(1);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

        assertThatThrownBy(
                        () ->
                                new CodecSerializerSnapshot<>()
                                        .readSnapshot(1, in, getClass().getClassLoader()))
                .isInstanceOf(IOException.class)
                .hasMessage("saved state was written by codec java.lang.String: not found");
    }

    @Test
    void whatAnotherCodecWroteIsRefused() {
        TypeSerializerSnapshot<?> other =
                new CodecSerializer<>(new RejectedCodec()).snapshotConfiguration();

        assertThat(isRefused(serializer.snapshotConfiguration(), other)).isTrue();
    }

    @Test
    void oneForAnOlderVersionOnlyReads() {
        CodecSerializer<Total> older = new CodecSerializer<>(new TotalCodec(), 1);

        assertThatThrownBy(() -> older.serialize(new Total(), new DataOutputSerializer(8)))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("version 1 only reads: the codec writes 2");
    }

    @Test
    void copiesAreDeep() {
        Total total = new Total();
        total.sum = 1;

        Total copy = serializer.copy(total);
        total.sum = 2;

        assertThat(copy.sum).isEqualTo(1);
    }

    @SuppressWarnings("unchecked") // as Flink does it
    private static <T> boolean isRefused(
            TypeSerializerSnapshot<T> now, TypeSerializerSnapshot<?> old) {
        return now.resolveSchemaCompatibility((TypeSerializerSnapshot<T>) old).isIncompatible();
    }
}
