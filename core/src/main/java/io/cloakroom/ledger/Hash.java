package io.cloakroom.ledger;

import static io.cloakroom.config.Checks.require;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** A SHA-256 hash. */
public final class Hash {
    static final int BYTES = 32;

    /** Of nothing: the root of a tree without leaves. */
    static final Hash EMPTY = of();

    private final byte[] bytes;

    Hash(byte[] bytes) {
        require(bytes.length == BYTES, "hash", BYTES + " bytes");
        this.bytes = bytes.clone();
    }

    /** Of these, one behind the other. */
    static Hash of(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) digest.update(part);
            return new Hash(digest.digest());
        } catch (NoSuchAlgorithmException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    /** Reads what {@link #toString} writes; empty if it is nothing of the kind. */
    static Optional<Hash> parse(String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64);
            return bytes.length == BYTES ? Optional.of(new Hash(bytes)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** In base64. */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
