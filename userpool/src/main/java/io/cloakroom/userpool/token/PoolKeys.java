package io.cloakroom.userpool.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.cloakroom.userpool.store.SigningKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A pool's RSA keys: one for ID tokens and another for access tokens. */
public final class PoolKeys {
    /** The longest validity that a client can give to access and ID tokens. */
    public static final Duration TOKEN_LIFE_MOST = Duration.ofDays(1);

    private static final int BITS = 2048;

    private PoolKeys() {}

    /** New keys for a new pool. Takes a good part of a second: not inside a transaction. */
    public static List<SigningKey> make(String poolId, Instant now) {
        return List.of(make(poolId, SigningKey.Purpose.ID, now), make(poolId, SigningKey.Purpose.ACCESS, now));
    }

    private static SigningKey make(String poolId, SigningKey.Purpose purpose, Instant now) {
        try {
            var key = new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
            return new SigningKey(key.getKeyID(), poolId, purpose, key.toJSONString(), now);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every JDK makes RSA keys", impossible);
        }
    }

    /** The public halves as a JWK Set (RFC 7517, 5). */
    public static String jwks(List<SigningKey> keys) {
        return new JWKSet(keys.stream().<JWK>map(PoolKeys::read).toList()).toString(true);
    }

    /** The newest key for a purpose. */
    static RSAKey signing(List<SigningKey> newestFirst, SigningKey.Purpose purpose) {
        return newestFirst.stream()
                .filter(key -> key.purpose() == purpose)
                .findFirst()
                .map(PoolKeys::read)
                .orElseThrow(() -> new IllegalStateException("a pool without a key for " + purpose));
    }

    /** The key with this id. */
    static Optional<RSAKey> checking(List<SigningKey> keys, String kid) {
        return keys.stream()
                .filter(key ->
                        key.purpose() == SigningKey.Purpose.ACCESS && key.kid().equals(kid))
                .findFirst()
                .map(PoolKeys::read);
    }

    private static RSAKey read(SigningKey key) {
        try {
            return RSAKey.parse(key.privateJwk());
        } catch (ParseException spoilt) {
            throw new IllegalStateException("signing key " + key.kid() + " cannot be read", spoilt);
        }
    }
}
