package io.cloakroom.userpool;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of SRP as Cognito's SDKs compute it: written apart from the server's, to find where they differ. */
final class SrpClient {
    /** The 3072-bit group of RFC 3526, computed from its own definition: 2^3072 - 2^3008 - 1 + 2^64 ([2^2942 pi] + 1690314). */
    static final BigInteger N = group();

    private static final BigInteger G = BigInteger.TWO;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM d HH:mm:ss 'UTC' yyyy", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final BigInteger secret = new BigInteger(256, new SecureRandom());

    String shown() {
        return G.modPow(secret, N).toString(16);
    }

    /** The answers to PASSWORD_VERIFIER. */
    Map<String, String> answers(Map<String, String> challenge, String poolId, String password, Instant now) {
        var time = TIME.format(now);
        var user = challenge.get("USER_ID_FOR_SRP");
        var key = key(challenge, poolId.split("_", 2)[1], password);
        var block = challenge.get("SECRET_BLOCK");
        var signed = hmac(
                key,
                join(text(poolId.split("_", 2)[1] + user), Base64.getDecoder().decode(block), text(time)));
        var answers = new LinkedHashMap<String, String>();
        answers.put("USERNAME", user);
        answers.put("PASSWORD_CLAIM_SECRET_BLOCK", block);
        answers.put("TIMESTAMP", time);
        answers.put("PASSWORD_CLAIM_SIGNATURE", Base64.getEncoder().encodeToString(signed));
        return answers;
    }

    private byte[] key(Map<String, String> challenge, String pool, String password) {
        var shown = new BigInteger(challenge.get("SRP_B"), 16);
        var salt = new BigInteger(challenge.get("SALT"), 16);
        var u = number(sha256(G.modPow(secret, N).toByteArray(), shown.toByteArray()));
        var k = number(sha256(N.toByteArray(), G.toByteArray()));
        var inner = sha256(text(pool + challenge.get("USER_ID_FOR_SRP") + ":" + password));
        var x = number(sha256(salt.toByteArray(), inner));
        var s = shown.subtract(k.multiply(G.modPow(x, N))).modPow(secret.add(u.multiply(x)), N);
        var extracted = hmac(u.toByteArray(), s.toByteArray());
        return Arrays.copyOf(hmac(extracted, text("Caldera Derived Key\u0001")), 16);
    }

    private static BigInteger group() {
        var pi = pi(3072).shiftRight(130);
        return BigInteger.ONE
                .shiftLeft(3072)
                .subtract(BigInteger.ONE.shiftLeft(3008))
                .subtract(BigInteger.ONE)
                .add(pi.add(BigInteger.valueOf(1690314)).shiftLeft(64));
    }

    /** Pi times 2^bits, rounded down, by Machin's formula. */
    private static BigInteger pi(int bits) {
        var guard = 64;
        var one = BigInteger.ONE.shiftLeft(bits + guard);
        var quarter = arctangent(one, 5).shiftLeft(2).subtract(arctangent(one, 239));
        return quarter.shiftLeft(2).shiftRight(guard);
    }

    private static BigInteger arctangent(BigInteger one, long inverse) {
        var square = BigInteger.valueOf(inverse * inverse);
        var power = one.divide(BigInteger.valueOf(inverse));
        var sum = power;
        for (var n = 3L; power.signum() != 0; n += 2) {
            power = power.divide(square).negate();
            sum = sum.add(power.divide(BigInteger.valueOf(n)));
        }
        return sum;
    }

    private static BigInteger number(byte[] bytes) {
        return new BigInteger(1, bytes);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        var length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var joined = new byte[length];
        var at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(join(parts));
        } catch (GeneralSecurityException absent) {
            throw new AssertionError(absent);
        }
    }

    static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException absent) {
            throw new AssertionError(absent);
        }
    }
}
