package io.cloakroom.userpool.token;

import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Family;
import io.cloakroom.userpool.store.Group;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.RefreshTokens.RefreshToken;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.token.Refreshing.Reason;
import io.cloakroom.userpool.token.Refreshing.Refreshed;
import io.cloakroom.userpool.token.Refreshing.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Begins, refreshes and revokes families of tokens. Every method belongs inside a transaction, which makes it safe against
 * two requests with one refresh token.
 */
public final class TokenFamilies {
    private final Clock clock;

    public TokenFamilies(Clock clock) {
        this.clock = clock;
    }

    /** Begins a family for a sign-in over the OAuth endpoints, where the user proved at {@code authenticated} who she is. */
    public Grant begin(
            Tables tables,
            Client client,
            User user,
            Set<String> scopes,
            Instant authenticated,
            Set<String> methods,
            Optional<String> nonce) {
        var family = family(client, user, scopes, authenticated, Family.Via.OAUTH, methods);
        return begin(tables, client, user, family, nonce);
    }

    /** The same for a user who has just signed in over the API: its tokens are for her own settings and nothing else. */
    public Grant beginOverApi(Tables tables, Client client, User user) {
        var family = family(client, user, Set.of(Scopes.USER_ADMIN), clock.instant(), Family.Via.API, Set.of());
        return begin(tables, client, user, family, Optional.empty());
    }

    private Family family(
            Client client, User user, Set<String> scopes, Instant authenticated, Family.Via via, Set<String> methods) {
        var id = UUID.randomUUID().toString();
        var expires = clock.instant().plus(client.settings().refreshToken().duration());
        return new Family(
                id, user.poolId(), client.id(), user.sub(), scopes, authenticated, expires, false, via, methods);
    }

    private Grant begin(Tables tables, Client client, User user, Family family, Optional<String> nonce) {
        var token = Opaque.random();
        tables.families().add(family, clock.instant());
        tables.refreshTokens().add(Opaque.hash(token), family.originJti());
        return grant(tables, client, user, family, nonce, Optional.of(token));
    }

    /** Whose refresh token this is; empty if the client has none such. */
    public Optional<User> owner(Tables tables, Client client, String token) {
        return tables.refreshTokens()
                .find(Opaque.hash(token))
                .flatMap(found -> tables.families().find(found.originJti()))
                .filter(family -> family.clientId().equals(client.id()))
                .flatMap(family -> tables.users().find(family.sub()));
    }

    /** The family of a refresh token that is this client's and neither revoked nor expired. */
    Optional<Family> current(Tables tables, Client client, String token) {
        return tables.refreshTokens()
                .find(Opaque.hash(token))
                .flatMap(found -> tables.families().find(found.originJti()))
                .filter(family -> family.clientId().equals(client.id()) && !family.isRevoked())
                .filter(family -> clock.instant().isBefore(family.expires()));
    }

    /**
     * Answers a refresh token. With rotation its successor is computed from it, so that whoever repeats a request within the
     * grace gets the same successor and not a second line of tokens that nobody watches.
     */
    public Refreshing refresh(Tables tables, Client client, String token) {
        var found = tables.refreshTokens().find(Opaque.hash(token));
        if (found.isEmpty()) return new Refused(Reason.UNKNOWN);
        var family = tables.families().find(found.get().originJti()).orElseThrow();
        if (!family.clientId().equals(client.id())) return new Refused(Reason.UNKNOWN);
        if (family.isRevoked()) return new Refused(Reason.REVOKED);
        if (!clock.instant().isBefore(family.expires())) return new Refused(Reason.EXPIRED);
        if (isUsedUp(found.get(), client)) {
            tables.families().revoke(family.originJti());
            return new Refused(Reason.REUSED);
        }
        var user = tables.users().find(family.sub()).orElseThrow();
        var next = client.settings().rotation().map(_ -> successor(tables, token, family));
        return new Refreshed(grant(tables, client, user, family, Optional.empty(), next));
    }

    private boolean isUsedUp(RefreshToken token, Client client) {
        var grace = client.settings().rotation().map(rotation -> rotation.grace());
        return token.rotated().isPresent()
                && (grace.isEmpty()
                        || !clock.instant().isBefore(token.rotated().get().plus(grace.get())));
    }

    /** The newest token of the line that begins at {@code token}. */
    private String successor(Tables tables, String token, Family family) {
        var secret = tables.secrets().get("refresh-token-line");
        var last = token;
        while (true) {
            var next = Opaque.keyed(secret, last);
            var known = tables.refreshTokens().find(Opaque.hash(next));
            if (known.isEmpty()) {
                tables.refreshTokens().markRotated(Opaque.hash(last), clock.instant());
                tables.refreshTokens().add(Opaque.hash(next), family.originJti());
                return next;
            }
            if (known.get().rotated().isEmpty()) return next;
            last = next;
        }
    }

    private static Grant grant(
            Tables tables,
            Client client,
            User user,
            Family family,
            Optional<String> nonce,
            Optional<String> refreshToken) {
        var pool = tables.pools().find(user.poolId()).orElseThrow();
        var groups = tables.groups().of(user.sub()).stream().map(Group::name).toList();
        return new Grant(pool, client, user, groups, family, tables.keys().of(pool.id()), nonce, refreshToken);
    }
}
