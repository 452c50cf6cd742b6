package io.cloakroom.userpool.store;

import java.time.Instant;

/**
 * A key that a pool signs with.
 *
 * @param privateJwk an RSA key as JSON (RFC 7517) with its private parts
 */
public record SigningKey(String kid, String poolId, Purpose purpose, String privateJwk, Instant created) {
    /** Cognito signs ID tokens and access tokens with different keys. */
    public enum Purpose {
        ID,
        ACCESS
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
