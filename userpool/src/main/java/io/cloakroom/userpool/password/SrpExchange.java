package io.cloakroom.userpool.password;

import static io.cloakroom.config.Checks.isWithin;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's side of SRP-6a as Cognito's clients expect it: the password never comes here, only a proof of it. Takes some
 * milliseconds: not inside a transaction. Numbers travel as hexadecimal texts.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5054#section-2.5">RFC 5054, 2.5 and 2.6</a>
 */
public final class SrpExchange {
    /** Some more than N has, so that a multiple of N is refused for what it is. */
    private static final int DIGITS_MAX = 1024;

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]+");
    private static final int SECRET_BITS = 512;
    private static final int KEY_BYTES = 16;
    private static final byte[] KEY_LABEL = "Caldera Derived Key\u0001".getBytes(StandardCharsets.US_ASCII);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final BigInteger K =
            new BigInteger(1, SrpVerifier.sha256(SrpVerifier.N.toByteArray(), SrpVerifier.G.toByteArray()));

    private SrpExchange() {}

    /**
     * @param secret b, which stays here
     * @param shown B, which the client gets
     */
    public record Offer(String secret, String shown) {
        @Override
        public String toString() {
            return "Offer[hidden]";
        }
    }

    /** The client's A if it may be one: A mod N = 0 would make the key known to everybody. */
    public static Optional<String> clientPublic(String text) {
        if (!isWithin(1, text.length(), DIGITS_MAX)
                || !HEXADECIMAL.matcher(text).matches()) return Optional.empty();
        var number = new BigInteger(text, 16);
        return number.mod(SrpVerifier.N).signum() == 0 ? Optional.empty() : Optional.of(number.toString(16));
    }

    /** @param verifier g to the x, hexadecimal */
    public static Offer offer(String verifier) {
        var secret = new BigInteger(SECRET_BITS, RANDOM);
        return new Offer(secret.toString(16), shown(number(verifier), secret).toString(16));
    }

    private static BigInteger shown(BigInteger verifier, BigInteger secret) {
        return K.multiply(verifier)
                .add(SrpVerifier.G.modPow(secret, SrpVerifier.N))
                .mod(SrpVerifier.N);
    }

    /**
     * Whether the claim could only be computed with the password.
     *
     * @param clientPublic A, as {@link #clientPublic} gave it
     * @param signed what the claim covers: pool, user, secret block, time
     */
    public static boolean isProved(
            String verifier, String clientPublic, String serverSecret, byte[] signed, byte[] claim) {
        var v = number(verifier);
        var b = number(serverSecret);
        var a = number(clientPublic);
        var u = new BigInteger(
                1, SrpVerifier.sha256(a.toByteArray(), shown(v, b).toByteArray()));
        if (u.signum() == 0) return false;
        var shared = a.multiply(v.modPow(u, SrpVerifier.N)).modPow(b, SrpVerifier.N);
        return MessageDigest.isEqual(hmac(key(u, shared), signed), claim);
    }

    /** HKDF (RFC 5869) with SHA-256, of which Cognito's clients take half a block. */
    private static byte[] key(BigInteger u, BigInteger shared) {
        return Arrays.copyOf(hmac(hmac(u.toByteArray(), shared.toByteArray()), KEY_LABEL), KEY_BYTES);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", absent);
        }
    }

    private static BigInteger number(String hexadecimal) {
        return new BigInteger(hexadecimal, 16).mod(SrpVerifier.N);
    }
}
