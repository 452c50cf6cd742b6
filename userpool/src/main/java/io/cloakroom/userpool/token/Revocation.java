package io.cloakroom.userpool.token;

import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Tables;

/** Ends families of tokens. Belongs inside a transaction. */
public final class Revocation {
    private Revocation() {}

    /** What became of a token that should be revoked. */
    public enum Outcome {
        REVOKED,
        /** Never issued, of another client, or forgotten. */
        UNKNOWN,
        /** It looks like an access or ID token: only refresh tokens can be revoked. */
        NOT_A_REFRESH_TOKEN,
        /** The client was made without revocation. */
        SWITCHED_OFF
    }

    public static Outcome revoke(Tables tables, Client client, String token) {
        if (!client.settings().canRevoke()) return Outcome.SWITCHED_OFF;
        // Ours are opaque and have no dots; whatever has two is a JWT.
        if (token.chars().filter(c -> c == '.').count() == 2) return Outcome.NOT_A_REFRESH_TOKEN;
        var family = tables.refreshTokens()
                .find(Opaque.hash(token))
                .flatMap(found -> tables.families().find(found.originJti()))
                .filter(found -> found.clientId().equals(client.id()));
        family.ifPresent(found -> tables.families().revoke(found.originJti()));
        return family.isPresent() ? Outcome.REVOKED : Outcome.UNKNOWN;
    }
}
