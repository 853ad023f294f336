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
        if (key.length > MOST_BYTES) {
            throw bad("key is %,d bytes long, a stream id has at most %d", key.length, MOST_BYTES);
        }
        String stream = decode(key);
        if (stream.isBlank()) {
            throw bad("key is blank: the key names the stream");
        }
        if (hasControls(stream)) {
            throw bad("key %s holds control characters, a stream id has none", Excerpt.of(key));
        }
        return stream;
    }

    private static boolean hasControls(String stream) {
        for (int i = 0; i < stream.length(); i++) {
            if (Character.isISOControl(stream.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String decode(byte[] key) throws RejectedException {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
        } catch (CharacterCodingException e) {
            throw bad("key %s is not UTF-8", Excerpt.of(key));
        }
    }

    private static RejectedException bad(String message, Object... values) {
        return new RejectedException(BAD_KEY, message, values);
    }
}
