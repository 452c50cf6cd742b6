package io.cloakroom.session;

import io.cloakroom.session.Profile.WithRefreshToken;
import io.cloakroom.signin.UserPool;
import io.cloakroom.signin.UserPool.Answer;
import io.cloakroom.site.AppClient;
import io.cloakroom.token.AccessToken;
import io.cloakroom.token.Reason;
import io.cloakroom.token.TokenVerifier;
import io.cloakroom.token.Verdict;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Asks the pool, by the session's refresh token, whether it still believes in a session. One at a time for each session:
 * with rotation, two who refresh at once look like a thief and his victim, and a strict pool ends both.
 */
public final class PoolCheck {
    private static final int LOCKS = 256;

    private final SessionStore store;
    private final UserPool pool;
    private final TokenVerifier verifier;
    private final Admission admission;
    private final SessionSeal seal;
    private final Clock clock;
    private final ReentrantLock[] locks =
            IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    PoolCheck(
            SessionStore store,
            UserPool pool,
            TokenVerifier verifier,
            Admission admission,
            SessionSeal seal,
            Clock clock) {
        this.store = store;
        this.pool = pool;
        this.verifier = verifier;
        this.admission = admission;
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * An access token just made.
     *
     * @param says what stands in it
     */
    public record Fresh(String accessToken, AccessToken says) {
        @Override
        public String toString() {
            return "Fresh[hidden, until " + says.expiresAt() + "]";
        }
    }

    private record Asked(Session session, Fresh fresh) {}

    /** @return the session as it is now; empty if the pool no longer believes in it */
    Optional<Session> askAgain(AppClient client, Session session) {
        return oneAtATime(session, () -> {
            var current = store.find(session.ref());
            // Somebody asked while we waited for our turn.
            if (current.filter(now -> clock.instant().isBefore(now.checkBy())).isPresent()) return current;
            return current.flatMap(now -> ask(client, now)).map(Asked::session);
        });
    }

    Optional<Fresh> accessToken(AppClient client, Session session) {
        return oneAtATime(
                session,
                () -> store.find(session.ref()).flatMap(now -> ask(client, now)).map(Asked::fresh));
    }

    private Optional<Asked> ask(AppClient client, Session session) {
        var content = seal.open(session);
        return switch (pool.refresh(client, content.refreshToken())) {
            case Answer.Refused _ -> Optional.empty();
            case Answer.Tokens tokens ->
                believed(client, session, tokens)
                        .flatMap(token -> admitted(token).map(groups -> {
                            var refresh = tokens.refresh().orElse(content.refreshToken());
                            var profile = content.profile().in(groups);
                            var sealed = seal.seal(session.ref(), new WithRefreshToken(profile, refresh));
                            var next = session.checked(token.expiresAt(), sealed);
                            // Another process was faster: what it wrote stands, and the pool's grace covers our token.
                            var kept = store.replace(next)
                                    ? next
                                    : store.find(session.ref()).orElse(next);
                            return new Asked(kept, new Fresh(tokens.access(), token));
                        }));
        };
    }

    /** Whom the pool still knows, and who may not come in here any more. */
    private Optional<Set<String>> admitted(AccessToken token) {
        return admission.of(token) instanceof Admission.Answer.Admitted(var groups)
                ? Optional.of(groups)
                : Optional.empty();
    }

    private Optional<AccessToken> believed(AppClient client, Session session, Answer.Tokens tokens) {
        return switch (verifier.verify(tokens.access())) {
            case Verdict.Accepted(var token) -> {
                if (!token.member().equals(session.member())
                        || !token.clientId().equals(client.clientId())) {
                    throw new Malformed("user pool", "a refresh brought somebody else's token");
                }
                yield Optional.of(token);
            }
            case Verdict.Rejected(var reason) -> {
                if (reason == Reason.REVOKED) yield Optional.empty();
                throw new Malformed("user pool", "access token not to be believed: " + reason);
            }
        };
    }

    private <T> T oneAtATime(Session session, Supplier<T> work) {
        var lock = locks[Math.floorMod(session.ref().hashCode(), LOCKS)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
