package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A passkey of a user's.
 *
 * @param credentialId base64url, as the browser knows it
 * @param name shown to its user
 * @param relyingParty the domain that it was made for
 * @param attestation what its authenticator said when it was made, its public key among it; base64url
 * @param transports how a browser may reach the authenticator
 * @param signCount as the authenticator last said; a lower one means that there are two of it
 */
public record Passkey(
        String credentialId,
        String sub,
        String name,
        String relyingParty,
        String attestation,
        Set<String> transports,
        Optional<String> attachment,
        long signCount,
        Instant created) {
    public Passkey {
        transports = Set.copyOf(transports);
    }

    @Override
    public String toString() {
        return "Passkey[" + sub + "]";
    }
}
