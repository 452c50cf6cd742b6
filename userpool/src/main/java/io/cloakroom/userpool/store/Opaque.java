package io.cloakroom.userpool.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Texts that mean nothing and cannot be guessed: codes, refresh tokens, session ids. */
public final class Opaque {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Opaque() {}

    /** 256 random bits as 43 base64url characters. */
    public static String random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return base64Url(bytes);
    }

    /** What is stored in place of the text. No salt: what has 256 bits of its own needs none. */
    public static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return base64Url(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    /** A text that only the holder of the secret can compute from the other one (HMAC-SHA-256). */
    public static String keyed(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return base64Url(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", absent);
        }
    }

    /** A name of {@code length} characters out of {@code alphabet}, such as a client's id. */
    public static String name(String alphabet, int length) {
        var name = new StringBuilder(length);
        for (var i = 0; i < length; i++) name.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        return name.toString();
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
