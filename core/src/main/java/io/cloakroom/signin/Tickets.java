package io.cloakroom.signin;

import io.cloakroom.member.MemberId;
import io.cloakroom.member.SessionRef;
import io.cloakroom.signin.Ticket.Purpose;
import io.cloakroom.site.SiteId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes tickets and takes them. A ticket travels through the browser's address bar, so it is bound to a secret that only
 * that browser's jar at the site holds, as PKCE binds a code: who sees a ticket cannot use it, and who smuggles his own
 * into somebody's browser gains nothing.
 */
public final class Tickets {
    static final Duration LIFE = Duration.ofSeconds(60);

    private final TicketStore store;
    private final Clock clock;

    public Tickets(TicketStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** @param text 43 base64url characters */
    public record Issued(String text, Instant expiresAt) {
        @Override
        public String toString() {
            return "Issued[hidden, until " + expiresAt + "]";
        }
    }

    /** @param bind hash of the secret that the browser holds at the site */
    public Issued forSignIn(SiteId site, MemberId member, SessionRef session, String bind) {
        return issue(site, member, session, Purpose.SIGN_IN, bind);
    }

    /**
     * Bound to the session's reference: the site's server has it since she signed in there, and no page knows it. So a
     * ticket that somebody smuggles into another member's page is worth nothing.
     */
    public Issued forRelay(SiteId site, MemberId member, SessionRef session) {
        return issue(site, member, session, Purpose.RELAY, Randoms.sha256(session.value()));
    }

    /** @param bind hash of the secret that the browser holds at the site */
    public Issued forLink(SiteId site, MemberId member, SessionRef session, String bind) {
        return issue(site, member, session, Purpose.LINK, bind);
    }

    private Issued issue(SiteId site, MemberId member, SessionRef session, Purpose purpose, String bind) {
        var ticket = Randoms.next();
        var expiresAt = clock.instant().plus(LIFE);
        store.put(Randoms.sha256(ticket), new Ticket(site, member, session, purpose, bind, expiresAt));
        return new Issued(ticket, expiresAt);
    }

    /**
     * Uses a ticket up, whatever comes of it.
     *
     * @param bindSecret what the browser showed to the site, or the reference of the session that the site keeps
     * @return empty if it is unknown, used, late, of another site or for another purpose, or the secret is another: which
     *     of them, nobody is told
     */
    public Optional<Ticket> redeem(SiteId site, Purpose purpose, String ticket, String bindSecret) {
        if (!Randoms.isOne(ticket) || !Randoms.isOne(bindSecret)) return Optional.empty();
        return store.take(Randoms.sha256(ticket))
                .filter(taken -> taken.site().equals(site))
                .filter(taken -> taken.purpose() == purpose)
                .filter(taken -> clock.instant().isBefore(taken.expiresAt()))
                .filter(taken -> isSame(taken.bind(), Randoms.sha256(bindSecret)));
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
