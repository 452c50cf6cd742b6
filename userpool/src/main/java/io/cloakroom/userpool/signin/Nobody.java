package io.cloakroom.userpool.signin;

import io.cloakroom.userpool.profile.AttributeRules;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Pool;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What SRP shows of a name that nobody has: every time the same, as if somebody had it. Computed from a secret of this data
 * folder, and without a power modulo N, which a real user's verifier does not cost at sign-in either.
 */
record Nobody(String userId, String salt, String verifier) {
    private static final int SALT_BYTES = 16;
    /** 3072 bits, as long as N. */
    private static final int VERIFIER_PARTS = 12;

    static Nobody of(String secret, Pool pool, String name) {
        var seed = pool.id() + " " + pool.settings().fold(name) + " ";
        return new Nobody(userId(secret, seed, pool, name), salt(secret, seed), verifier(secret, seed));
    }

    private static String userId(String secret, String seed, Pool pool, String name) {
        return isAlias(pool, name)
                ? uuid(bytes(secret, seed + "id"))
                : pool.settings().fold(name);
    }

    private static boolean isAlias(Pool pool, String name) {
        if (!pool.settings().usernameAttributes().isEmpty()) return true;
        return !pool.settings().aliasAttributes().isEmpty()
                && (AttributeRules.isEmail(name) || AttributeRules.isPhoneNumber(name));
    }

    private static String salt(String secret, String seed) {
        return new BigInteger(1, bytes(secret, seed + "salt"), 0, SALT_BYTES).toString(16);
    }

    private static String verifier(String secret, String seed) {
        var hexadecimal = new StringBuilder();
        for (var part = 0; part < VERIFIER_PARTS; part++) {
            hexadecimal.append(HexFormat.of().formatHex(bytes(secret, seed + "verifier " + part)));
        }
        return hexadecimal.toString();
    }

    /** Of the form of random ones (RFC 9562, version 4). */
    private static String uuid(byte[] bytes) {
        var high = ByteBuffer.wrap(bytes).getLong();
        var low = ByteBuffer.wrap(bytes).getLong(Long.BYTES);
        return new UUID((high & ~0xF000L) | 0x4000L, (low & ~(3L << 62)) | (2L << 62)).toString();
    }

    private static byte[] bytes(String secret, String text) {
        return Base64.getUrlDecoder().decode(Opaque.keyed(secret, text));
    }

    @Override
    public String toString() {
        return "Nobody[hidden]";
    }
}
