package io.hearken.recognizer;

import io.hearken.stream.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** States as bytes, for the tests of this package. */
final class TestStates {
    private TestStates() {}

    /** A state's bytes: equal for equal states. */
    static <T> byte[] saved(Codec<T> codec, T state) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            codec.write(state, new DataOutputStream(out));
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static <T> T restored(Codec<T> codec, byte[] bytes, int version) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            T state = codec.read(in, version);
            if (in.read() >= 0) {
                throw new AssertionError("not all of the state was read");
            }
            return state;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The state after a restart. */
    static <T> T restarted(Codec<T> codec, T state) {
        return restored(codec, saved(codec, state), codec.version());
    }

    /** The hexadecimal digits of a golden file, behind its first line. */
    static byte[] golden(String name) {
        try (var in = TestStates.class.getResourceAsStream("/golden/" + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String hex = text.substring(text.indexOf('\n')).replaceAll("\\s", "");
            return HexFormat.of().parseHex(hex);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
