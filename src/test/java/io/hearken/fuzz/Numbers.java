package io.hearken.fuzz;

/** Takes fuzzed bytes apart; behind their end everything is 0. */
public final class Numbers {
    private final byte[] bytes;
    private int at;

    public Numbers(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The next byte, brought to 0 to {@code most}. */
    public int upTo(int most) {
        return at < bytes.length ? (bytes[at++] & 0xff) % (most + 1) : 0;
    }

    /** As many bytes as there are, at most {@code most}. */
    public byte[] bytes(int most) {
        byte[] next = new byte[Math.min(most, bytes.length - at)];
        System.arraycopy(bytes, at, next, 0, next.length);
        at += next.length;
        return next;
    }

    /** The bytes not taken yet. */
    public byte[] rest() {
        return bytes(bytes.length);
    }

    public boolean hasMore() {
        return at < bytes.length;
    }
}
