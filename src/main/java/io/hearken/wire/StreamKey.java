package io.hearken.wire;

import static io.hearken.stream.RejectionCodes.BAD_KEY;
import static io.hearken.stream.RejectionCodes.NO_KEY;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** The stream id in a record's key. */
final class StreamKey {
    static final int MOST_BYTES = 256;

    private StreamKey() {}

    static String read(byte[] key) throws RejectedException {
        if (key == null) {
            throw new RejectedException(NO_KEY, "record has no key: the key names the stream");
        }
        refuse(
                key.length > MOST_BYTES,
                "key is %,d bytes long, a stream id has at most %d",
                key.length,
                MOST_BYTES);
        String stream = decode(key);
        refuse(stream.isBlank(), "key is blank: the key names the stream");
        refuse(
                stream.codePoints().anyMatch(Character::isISOControl),
                "key %s holds control characters, a stream id has none",
                Excerpt.of(key));
        return stream;
    }

    private static String decode(byte[] key) throws RejectedException {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
        } catch (CharacterCodingException e) {
            throw new RejectedException(BAD_KEY, "key %s is not UTF-8", Excerpt.of(key));
        }
    }

    private static void refuse(boolean wrong, String message, Object... values)
            throws RejectedException {
        if (wrong) {
            throw new RejectedException(BAD_KEY, message, values);
        }
    }
}
