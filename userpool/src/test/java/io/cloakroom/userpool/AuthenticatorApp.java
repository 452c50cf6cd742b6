package io.cloakroom.userpool;

import io.cloakroom.config.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app of its own making, so that the pool is not held against itself. */
record AuthenticatorApp(Secret secret) {
    AuthenticatorApp(String secret) {
        this(new Secret(secret));
    }

    String code(Instant now) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key(), "HmacSHA1"));
            var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES)
                    .putLong(now.getEpochSecond() / 30)
                    .array());
            var number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & 0x7FFFFFFF;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException absent) {
            throw new AssertionError(absent);
        }
    }

    private byte[] key() {
        var bits = new StringBuilder();
        for (var letter : secret.reveal().toCharArray()) {
            var value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
            bits.append("%5s".formatted(Integer.toBinaryString(value)).replace(' ', '0'));
        }
        var key = new byte[bits.length() / 8];
        for (var at = 0; at < key.length; at++) key[at] = (byte) Integer.parseInt(bits, at * 8, at * 8 + 8, 2);
        return key;
    }
}
