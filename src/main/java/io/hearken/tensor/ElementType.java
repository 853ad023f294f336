package io.hearken.tensor;

import java.nio.ByteBuffer;

/**
 * How one number lies in a file. Every type becomes a float: whole numbers beyond 2²⁴ are rounded.
 */
public enum ElementType {
    F16(2) {
        @Override
        float read(ByteBuffer from, int at) {
            return half(from.getShort(at));
        }
    },
    BF16(2) {
        @Override
        float read(ByteBuffer from, int at) {
            return Float.intBitsToFloat(from.getShort(at) << 16);
        }
    },
    F32(4) {
        @Override
        float read(ByteBuffer from, int at) {
            return from.getFloat(at);
        }
    },
    F64(8) {
        @Override
        float read(ByteBuffer from, int at) {
            return (float) from.getDouble(at);
        }
    },
    I8(1) {
        @Override
        float read(ByteBuffer from, int at) {
            return from.get(at);
        }
    },
    I16(2) {
        @Override
        float read(ByteBuffer from, int at) {
            return from.getShort(at);
        }
    },
    I32(4) {
        @Override
        float read(ByteBuffer from, int at) {
            return from.getInt(at);
        }
    },
    I64(8) {
        @Override
        float read(ByteBuffer from, int at) {
            return from.getLong(at);
        }
    },
    U8(1) {
        @Override
        float read(ByteBuffer from, int at) {
            return from.get(at) & 0xff;
        }
    },
    U16(2) {
        @Override
        float read(ByteBuffer from, int at) {
            return from.getShort(at) & 0xffff;
        }
    },
    U32(4) {
        @Override
        float read(ByteBuffer from, int at) {
            return from.getInt(at) & 0xffffffffL;
        }
    },
    BOOL(1) {
        @Override
        float read(ByteBuffer from, int at) {
            return from.get(at) == 0 ? 0 : 1;
        }
    };

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Of one number. */
    public int bytes() {
        return bytes;
    }

    /** The number at this byte, in the buffer's byte order. */
    abstract float read(ByteBuffer from, int at);

    /** So many numbers from this byte on, in the buffer's byte order. */
    public float[] read(ByteBuffer from, int at, int count) {
        float[] values = new float[count];
        for (int j = 0; j < count; j++) {
            values[j] = read(from, at + j * bytes);
        }
        return values;
    }

    /** One sign bit, five of exponent, ten of fraction. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float size;
        if (exponent == 0x1f) {
            size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            size = Math.scalb((float) fraction, -24);
        } else {
            size = Math.scalb((float) (fraction | 0x400), exponent - 25);
        }
        return bits < 0 ? -size : size;
    }
}
