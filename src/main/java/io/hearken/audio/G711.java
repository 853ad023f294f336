package io.hearken.audio;

/**
 * The telephone's two encodings of a sample in 8 bits, from ITU-T G.711: sign, three bits of
 * exponent, four of mantissa. Indexed by the byte, unsigned.
 */
final class G711 {
    static final float[] MULAW = new float[256];
    static final float[] ALAW = new float[256];

    private static final float FULL_SCALE = 1 << 15;

    static {
        for (int code = 0; code < 256; code++) {
            MULAW[code] = mulaw(code) / FULL_SCALE;
            ALAW[code] = alaw(code) / FULL_SCALE;
        }
    }

    private G711() {}

    private static int mulaw(int code) {
        int bits = ~code;
        int exponent = bits >> 4 & 7;
        int magnitude = ((bits & 15) << 3) + 132 << exponent;
        return (bits & 0x80) == 0 ? magnitude - 132 : 132 - magnitude;
    }

    private static int alaw(int code) {
        int bits = code ^ 0x55;
        int exponent = bits >> 4 & 7;
        int mantissa = ((bits & 15) << 4) + 8;
        int magnitude = exponent == 0 ? mantissa : mantissa + 256 << exponent - 1;
        return (bits & 0x80) == 0 ? -magnitude : magnitude;
    }
}
