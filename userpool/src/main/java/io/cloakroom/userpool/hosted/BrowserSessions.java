package io.cloakroom.userpool.hosted;

import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.http.SetCookie;
import io.cloakroom.userpool.store.HostedSession;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Keeps browsers signed in at the pool, so that a second client need not ask. Belongs inside a transaction. */
final class BrowserSessions {
    /** Cognito's, and fixed: use does not prolong it. */
    static final Duration LIFE = Duration.ofHours(1);

    private final Clock clock;

    BrowserSessions(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param authenticated when this browser's user typed the password
     * @param methods by which she signed in
     * @param isTold whether a function was told of it
     */
    record SignedIn(User user, Instant authenticated, Set<String> methods, boolean isTold) {}

    /** Who is signed in to this pool in this browser; nobody who must do something else first. */
    Optional<SignedIn> find(Tables tables, Request request, String poolId) {
        return cookie(request, poolId)
                .flatMap(id -> tables.hostedSessions().find(Opaque.hash(id)))
                .filter(session ->
                        session.poolId().equals(poolId) && clock.instant().isBefore(session.expires()))
                .flatMap(session -> tables.users()
                        .find(session.sub())
                        .filter(user -> user.enabled() && user.status() == User.Status.CONFIRMED)
                        .map(user -> new SignedIn(user, session.authenticated(), session.methods(), session.isTold())));
    }

    /** Signs in under a new id; what the browser had before is worth nothing any more. */
    SetCookie begin(Tables tables, Request request, User user, Set<String> methods) {
        end(tables, request, user.poolId());
        var now = clock.instant();
        var id = Opaque.random();
        var session =
                new HostedSession(Opaque.hash(id), user.poolId(), user.sub(), now, now.plus(LIFE), false, methods);
        tables.hostedSessions().add(session, now);
        return new SetCookie(name(user.poolId()), id, SetCookie.SameSite.LAX, Optional.of(LIFE));
    }

    void setTold(Tables tables, Request request, String poolId) {
        cookie(request, poolId).ifPresent(id -> tables.hostedSessions().setTold(Opaque.hash(id)));
    }

    SetCookie end(Tables tables, Request request, String poolId) {
        cookie(request, poolId).ifPresent(id -> tables.hostedSessions().remove(Opaque.hash(id)));
        return SetCookie.ended(name(poolId), SetCookie.SameSite.LAX);
    }

    private static Optional<String> cookie(Request request, String poolId) {
        return RawCookies.of(request.headers()).find(name(poolId)) instanceof RawCookies.Cookie.Present present
                ? Optional.of(present.value())
                : Optional.empty();
    }

    /** On AWS each pool has a host of its own; here they share one. */
    private static String name(String poolId) {
        return "__Host-userpool-" + poolId;
    }
}
