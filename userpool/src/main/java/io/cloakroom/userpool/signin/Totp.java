package io.cloakroom.userpool.signin;

import io.cloakroom.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of authenticator apps as Cognito has them: SHA-1, six digits, 30 s, one step early or late.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>
 */
public final class Totp {
    public static final int STEP_SECONDS = 30;

    private static final int SECRET_BYTES = 32;
    private static final int STEPS_ASIDE_MOST = 1;
    private static final int NUMBERS = 1_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    /** 256 bits as 52 characters of Base32. */
    public static Secret newSecret() {
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(Base32.encode(bytes));
    }

    /**
     * The step that a code belongs to.
     *
     * @param code as typed
     * @return empty if it is not one of now; the newest step if several fit
     */
    public static OptionalLong step(Secret secret, String code, Instant now) {
        var middle = now.getEpochSecond() / STEP_SECONDS;
        for (var step = middle + STEPS_ASIDE_MOST; step >= middle - STEPS_ASIDE_MOST; step--) {
            if (isSame(code(secret, step), code)) return OptionalLong.of(step);
        }
        return OptionalLong.empty();
    }

    /** What an app shows at a time. */
    public static String codeAt(Secret secret, Instant time) {
        return code(secret, time.getEpochSecond() / STEP_SECONDS);
    }

    /** The code of a step (RFC 4226, 5.3). */
    static String code(Secret secret, long step) {
        var hash = hash(Base32.decode(secret.reveal()), step);
        var offset = hash[hash.length - 1] & 0xF;
        var number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
        return "%06d".formatted(number % NUMBERS);
    }

    private static byte[] hash(byte[] key, long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has HMAC-SHA-1", absent);
        }
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
