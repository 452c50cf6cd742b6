package io.cloakroom.signin;

import io.cloakroom.seal.Base64Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Unguessable texts and their hashes: 256 bits as 43 base64url characters. */
public final class Randoms {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Randoms() {}

    /** A new one. */
    public static String next() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64Text.encode(bytes);
    }

    /** What is stored of one: who reads the store cannot use it. Also PKCE's S256 (RFC 7636, 4.2). */
    public static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return Base64Text.encode(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    /** Whether {@code text} could be one, or the hash of one. */
    public static boolean isOne(String text) {
        return text.length() == 43 && text.chars().allMatch(Randoms::isBase64Url);
    }

    private static boolean isBase64Url(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
