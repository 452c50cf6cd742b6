package io.cloakroom.session;

import io.cloakroom.http.Headers;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.RawCookies.Cookie;
import io.cloakroom.member.MemberId;
import io.cloakroom.member.SessionRef;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.session.Profile.WithRefreshToken;
import io.cloakroom.signin.Randoms;
import io.cloakroom.signin.SignIns.Arrival.SignedIn;
import io.cloakroom.signin.UserPool;
import io.cloakroom.site.AppClient;
import io.cloakroom.site.SiteId;
import io.cloakroom.token.RevocationStore;
import io.cloakroom.token.TokenConfig;
import io.cloakroom.token.TokenVerifier;
import io.cloakroom.upstream.UpstreamException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins, finds and ends sessions. */
public final class Sessions {
    /** How exactly "last seen" is kept: a write for every request would cost more than it tells. */
    static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    /** No session lasts longer, whatever is configured here or for another host. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final SessionConfig config;
    private final Duration tokenLife;
    private final SessionStore store;
    private final RevocationStore revocations;
    private final UserPool pool;
    private final SessionSeal seal;
    private final PoolCheck check;
    private final Clock clock;

    public Sessions(
            SessionConfig config,
            TokenConfig tokens,
            SessionStore store,
            RevocationStore revocations,
            UserPool pool,
            TokenVerifier verifier,
            Admission admission,
            GatewayKey key,
            Clock clock) {
        this.config = config;
        this.tokenLife = tokens.ageMax().plus(tokens.clockSkew());
        this.store = store;
        this.revocations = revocations;
        this.pool = pool;
        this.seal = new SessionSeal(key);
        this.check = new PoolCheck(store, pool, verifier, admission, seal, clock);
        this.clock = clock;
    }

    /** @param cookie to set in the browser */
    public record Begun(Session session, Headers.Line cookie) {}

    /** What a browser's cookie says. */
    public sealed interface Lookup {
        record Live(Session session, Profile profile) implements Lookup {}

        record None() implements Lookup {}

        /**
         * There was one.
         *
         * @param cookie to set in the browser, so that it lets go
         */
        record Over(Headers.Line cookie) implements Lookup {}
    }

    /** Begins a session, with a new id, and ends the one that the browser had before. */
    public Begun begin(SignedIn who) {
        return begin(who, Set.of());
    }

    /** @param groups of hers that count here */
    public Begun begin(SignedIn who, Set<String> groups) {
        who.earlier().ifPresent(earlier -> end(who.client(), earlier));
        var id = Randoms.next();
        var ref = new SessionRef(Randoms.sha256(id));
        var now = clock.instant();
        var identity = who.identity();
        var profile =
                Profile.of(identity.email(), identity.name(), identity.locale()).in(groups);
        var session = new Session(
                ref,
                who.client().id(),
                who.access().member(),
                who.access().origin(),
                who.access().authenticatedAt(),
                now,
                now.plus(config.absolute()),
                who.access().expiresAt(),
                seal.seal(ref, new WithRefreshToken(profile, who.refreshToken())),
                1);
        store.add(session);
        return new Begun(session, SessionCookie.set(who.client().id(), id));
    }

    /**
     * Finds the browser's session on a site, and asks the pool again when it is time.
     *
     * @throws UpstreamException if the store or the pool is needed and cannot be had; the session is not over then
     */
    public Lookup find(RawCookies cookies, AppClient client) {
        return switch (cookies.find(SessionCookie.name(client.id()))) {
            case Cookie.Absent _ -> new Lookup.None();
            case Cookie.Present present ->
                SessionCookie.ref(present.value())
                        .flatMap(ref -> live(client, ref))
                        .<Lookup>map(session -> new Lookup.Live(session, profile(session)))
                        .orElseGet(() -> over(client));
            case Cookie.Suspect suspect -> {
                suspect.values().forEach(value -> SessionCookie.ref(value).ifPresent(ref -> end(client, ref)));
                yield over(client);
            }
        };
    }

    /** The session that the browser names, without asking whether it still counts. */
    public Optional<SessionRef> named(RawCookies cookies, SiteId site) {
        return cookies.find(SessionCookie.name(site)) instanceof Cookie.Present present
                ? SessionCookie.ref(present.value())
                : Optional.empty();
    }

    /** A session of a site that still stands, found by its reference. */
    public Optional<Session> of(AppClient client, SessionRef ref) {
        return live(client, ref);
    }

    /** What a session knows of its member. */
    public Profile profile(Session session) {
        return seal.open(session).profile();
    }

    private static Lookup over(AppClient client) {
        return new Lookup.Over(SessionCookie.end(client.id()));
    }

    private Optional<Session> live(AppClient client, SessionRef ref) {
        var found = store.find(ref).filter(session -> session.site().equals(client.id()));
        if (found.isEmpty()) return Optional.empty();
        var session = found.get();
        if (isPast(session) || isRevoked(session)) {
            end(client, session);
            return Optional.empty();
        }
        var now = clock.instant();
        var checked = now.isBefore(session.checkBy()) ? Optional.of(session) : check.askAgain(client, session);
        if (checked.isEmpty()) end(client, session);
        return checked.map(this::seen);
    }

    private boolean isPast(Session session) {
        var now = clock.instant();
        return !now.isBefore(session.endsAt())
                || !now.isBefore(session.lastSeenAt().plus(config.idle()));
    }

    private boolean isRevoked(Session session) {
        return revocations.isRevoked(session.member(), session.origin(), session.authenticatedAt());
    }

    private Session seen(Session session) {
        var now = clock.instant();
        if (now.isBefore(session.lastSeenAt().plus(SEEN_EVERY))) return session;
        var seen = session.seenAt(now);
        // Where another request wrote first, it has noted the same.
        return store.replace(seen) ? seen : session;
    }

    /** A fresh access token for the session's member; empty if the session is over. */
    public Optional<PoolCheck.Fresh> accessToken(AppClient client, Session session) {
        var fresh = check.accessToken(client, session);
        if (fresh.isEmpty()) end(client, session);
        return fresh;
    }

    /** Ends a session of a site, if there is such a one: here, at the pool, and for tokens that a page may hold. */
    public void end(AppClient client, SessionRef ref) {
        store.find(ref)
                .filter(session -> session.site().equals(client.id()))
                .ifPresent(session -> end(client, session));
    }

    private void end(AppClient client, Session session) {
        store.delete(session.ref());
        session.origin()
                .ifPresent(origin ->
                        revocations.revokeOrigin(origin, clock.instant().plus(tokenLife)));
        try {
            pool.revoke(client, seal.open(session).refreshToken());
        } catch (UpstreamException failure) {
            // Over all the same: the refresh token lay in this session alone, sealed, and the session is gone.
            LOG.warn("a session ended here and not at the pool: {}", failure.getMessage());
        }
    }

    /** Ends every session of a member, and every sign-in that the pool may still remember. */
    public int endAll(MemberId member, List<? extends AppClient> clients) {
        var now = clock.instant();
        revocations.revokeMember(member, now, now.plus(LONGEST).plus(tokenLife));
        var refs = store.of(member);
        for (var ref : refs) clients.forEach(client -> end(client, ref));
        return refs.size();
    }

    /** The cookie line by which a browser lets go of a site's session. */
    public static Headers.Line letGo(SiteId site) {
        return SessionCookie.end(site);
    }
}
