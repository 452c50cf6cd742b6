package io.cloakroom.userpool.hosted;

import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.http.SetCookie;
import io.cloakroom.userpool.confirmation.Contact;
import io.cloakroom.userpool.signin.Steps;
import io.cloakroom.userpool.store.Challenge;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Sign-ins in a browser that lack one step. Belongs inside a transaction. */
final class PendingSignIns {
    /** Not the 3 min of the API's sessions: people may think about a password. */
    static final Duration LIFE = Duration.ofMinutes(15);

    private static final String COOKIE = "__Host-userpool-step";

    private final Steps steps;

    PendingSignIns(Steps steps) {
        this.steps = steps;
    }

    /** What is pending in a browser, and whose it is. */
    record Pending(Challenge challenge, User user) {}

    SetCookie begin(Tables tables, User user, Kind kind, Map<String, String> detail) {
        return cookie(steps.begin(tables, owner(user), kind, detail));
    }

    /** The same for a step whose code is sent; empty if too many were sent within the hour. */
    Optional<SetCookie> beginWithCode(Tables tables, User user, Kind kind, Contact to, Map<String, String> detail) {
        return steps.beginWithCode(tables, owner(user), kind, user, to, detail).map(PendingSignIns::cookie);
    }

    /** A step of a sign-in that does not yet say whose it is. */
    SetCookie beginForAnybody(Tables tables, String poolId, Kind kind, Map<String, String> detail) {
        var owner = new Steps.Owner(poolId, Optional.empty(), Optional.empty(), LIFE);
        return cookie(steps.begin(tables, owner, kind, detail));
    }

    Optional<Challenge> findForAnybody(Tables tables, Request request, String poolId, Kind kind) {
        return step(tables, request, poolId)
                .filter(challenge -> challenge.kind() == kind && challenge.sub().isEmpty());
    }

    private static Steps.Owner owner(User user) {
        return new Steps.Owner(user.poolId(), Optional.empty(), Optional.of(user.sub()), LIFE);
    }

    private static SetCookie cookie(Steps.Begun begun) {
        return new SetCookie(COOKIE, begun.session(), SetCookie.SameSite.LAX, Optional.of(LIFE));
    }

    /** The sign-in that waits in this browser for a step of this kind. */
    Optional<Pending> find(Tables tables, Request request, String poolId, Kind kind) {
        return find(tables, request, poolId)
                .filter(pending -> pending.challenge().kind() == kind);
    }

    Optional<Pending> find(Tables tables, Request request, String poolId) {
        return step(tables, request, poolId)
                .flatMap(challenge -> user(tables, challenge).map(user -> new Pending(challenge, user)));
    }

    private Optional<Challenge> step(Tables tables, Request request, String poolId) {
        return RawCookies.of(request.headers()).find(COOKIE) instanceof RawCookies.Cookie.Present present
                ? steps.find(tables, present.value())
                        .filter(challenge -> challenge.clientId().isEmpty()
                                && challenge.poolId().equals(poolId))
                : Optional.empty();
    }

    private static Optional<User> user(Tables tables, Challenge challenge) {
        return challenge.sub().flatMap(sub -> tables.users().find(sub)).filter(User::enabled);
    }

    static SetCookie ended() {
        return SetCookie.ended(COOKIE, SetCookie.SameSite.LAX);
    }
}
