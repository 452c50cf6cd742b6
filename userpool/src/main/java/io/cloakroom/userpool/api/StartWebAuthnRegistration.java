package io.cloakroom.userpool.api;

import io.cloakroom.userpool.passkey.PasskeyOptions;
import io.cloakroom.userpool.passkey.RelyingParty;
import io.cloakroom.userpool.signin.Steps.Owner;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.FirstFactor;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells the browser of whoever calls how to make a passkey. */
final class StartWebAuthnRegistration implements Operation {
    @Override
    public String name() {
        return "StartWebAuthnRegistration";
    }

    @Override
    public Access access() {
        return Access.TOKEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("AccessToken");
    }

    @Override
    public String differences() {
        return "a pool without `RelyingPartyId` makes passkeys for this server's host name";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        return Map.of("CredentialCreationOptions", parts.database().answer(tables -> start(parts, tables, input)));
    }

    private static Map<String, Object> start(ApiParts parts, Tables tables, Input input) {
        var holder = TokenHolder.of(parts, tables, input);
        var user = holder.user();
        var pool = Lookups.poolOf(tables, holder.client());
        checkServed(pool);
        var life = Duration.ofMinutes(holder.client().settings().authSessionMinutes());
        var owner = new Owner(pool.id(), Optional.of(holder.client().id()), Optional.of(user.sub()), life);
        // What the client brings back is the challenge itself: it is a session that nobody else knows.
        var begun = parts.steps().begin(tables, owner, Kind.PASSKEY_REGISTRATION, Map.of());
        return PasskeyOptions.creation(
                RelyingParty.of(pool, parts.publicUrl()),
                pool,
                user,
                begun.session(),
                tables.passkeys().of(user.sub()));
    }

    static void checkServed(Pool pool) {
        if (pool.settings().factors().first().contains(FirstFactor.WEB_AUTHN)) return;
        throw new ApiFault(ApiFault.Type.WEB_AUTHN_NOT_ENABLED, "WebAuthn is not enabled for this user pool.");
    }
}
