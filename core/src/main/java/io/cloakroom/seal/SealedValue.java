package io.cloakroom.seal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** A sealed value as it is stored: one byte for its form, four for the key's version, then Tink's ciphertext. */
public final class SealedValue {
    private static final byte FORM = 1;
    private static final int HEAD_BYTES = 1 + Integer.BYTES;
    /** Nonce and tag of AES-GCM. */
    private static final int CIPHERTEXT_BYTES_MIN = 12 + 16;

    private final byte[] bytes;

    private SealedValue(byte[] bytes) {
        this.bytes = bytes;
    }

    static SealedValue of(int keyVersion, byte[] ciphertext) {
        return new SealedValue(ByteBuffer.allocate(HEAD_BYTES + ciphertext.length)
                .put(FORM)
                .putInt(keyVersion)
                .put(ciphertext)
                .array());
    }

    /** Reads a stored value; empty if it is none of a form that we know. */
    public static Optional<SealedValue> parse(byte[] stored) {
        if (stored.length < HEAD_BYTES + CIPHERTEXT_BYTES_MIN || stored[0] != FORM) return Optional.empty();
        return Optional.of(new SealedValue(stored.clone()));
    }

    public int keyVersion() {
        return ByteBuffer.wrap(bytes).getInt(1);
    }

    byte[] ciphertext() {
        return Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length);
    }

    public int length() {
        return bytes.length;
    }

    /** As it is stored. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedValue value && Arrays.equals(bytes, value.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SealedValue[" + bytes.length + " bytes, key version " + keyVersion() + "]";
    }
}
