package io.cloakroom.userpool.hosted;

import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.http.SetCookie;
import io.cloakroom.userpool.store.Challenge;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Sign-ins in a browser that lack one step. Belongs inside a transaction. */
final class PendingSignIns {
    /** Not the 3 min of the API's sessions: people may think about a password. */
    static final Duration LIFE = Duration.ofMinutes(15);

    private static final String COOKIE = "__Host-userpool-step";

    private final Clock clock;

    PendingSignIns(Clock clock) {
        this.clock = clock;
    }

    SetCookie begin(Tables tables, User user) {
        var now = clock.instant();
        var id = Opaque.random();
        var kind = Challenge.Kind.NEW_PASSWORD_REQUIRED;
        tables.challenges()
                .add(
                        new Challenge(
                                Opaque.hash(id), user.poolId(), Optional.empty(), user.sub(), kind, now.plus(LIFE)),
                        now);
        return new SetCookie(COOKIE, id, SetCookie.SameSite.LAX, Optional.of(LIFE));
    }

    /** Whose sign-in is pending in this browser. */
    Optional<User> find(Tables tables, Request request, String poolId) {
        return RawCookies.of(request.headers()).find(COOKIE) instanceof RawCookies.Cookie.Present present
                ? tables.challenges()
                        .find(Opaque.hash(present.value()))
                        .filter(challenge -> challenge.clientId().isEmpty()
                                && challenge.poolId().equals(poolId))
                        .filter(challenge -> clock.instant().isBefore(challenge.expires()))
                        .flatMap(challenge -> tables.users().find(challenge.sub()))
                        .filter(User::enabled)
                : Optional.empty();
    }

    static SetCookie ended() {
        return SetCookie.ended(COOKIE, SetCookie.SameSite.LAX);
    }
}
