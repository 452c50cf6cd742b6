package io.cloakroom.userpool.store;

import java.time.Instant;

/**
 * An SRP exchange between its two calls.
 *
 * @param hash of the secret block, which the client brings back
 * @param subject whose wrong passwords are counted: a user's sub, or what stands for a name that nobody has
 * @param userId what the client hashes together with the password
 * @param clientPublic A, hexadecimal
 * @param serverSecret b, hexadecimal
 */
public record Handshake(
        String hash,
        String clientId,
        String subject,
        String userId,
        String clientPublic,
        String serverSecret,
        Instant expires) {
    @Override
    public String toString() {
        return "Handshake[hidden]";
    }
}
