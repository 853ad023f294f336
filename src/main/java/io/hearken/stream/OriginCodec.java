package io.hearken.stream;

import io.hearken.stream.Origin.Header;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The part of a layout that says where a record came from. */
final class OriginCodec {
    private OriginCodec() {}

    static void write(Origin origin, DataOutput out) throws IOException {
        Codec.writeString(origin.topic(), out);
        out.writeInt(origin.partition());
        out.writeLong(origin.offset());
        out.writeLong(origin.timestamp());
        out.writeInt(origin.headers().size());
        for (Header header : origin.headers()) {
            Codec.writeString(header.name(), out);
            Codec.writeBytes(header.value(), out);
        }
    }

    static Origin read(DataInput in) throws IOException {
        return new Origin(
                Codec.readString(in), in.readInt(), in.readLong(), in.readLong(), readHeaders(in));
    }

    private static List<Header> readHeaders(DataInput in) throws IOException {
        int count = in.readInt();
        List<Header> headers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            headers.add(new Header(Codec.readString(in), Codec.readBytes(in)));
        }
        return headers;
    }

    static Origin copy(Origin origin) {
        if (origin.headers().isEmpty()) {
            return origin;
        }
        List<Header> headers =
                origin.headers().stream()
                        .map(header -> new Header(header.name(), copy(header.value())))
                        .toList();
        return new Origin(
                origin.topic(), origin.partition(), origin.offset(), origin.timestamp(), headers);
    }

    static byte[] copy(byte[] bytes) {
        return bytes == null ? null : bytes.clone();
    }
}
