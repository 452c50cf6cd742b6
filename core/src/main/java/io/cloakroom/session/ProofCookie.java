package io.cloakroom.session;

import io.cloakroom.http.Headers;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.SetCookie;
import io.cloakroom.http.SetCookie.SameSite;
import io.cloakroom.member.SessionRef;
import io.cloakroom.seal.Base64Text;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.seal.GatewayKey.Purpose;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says, sealed, when the member of a session proved herself again. Apart from the session, so that who has stolen a
 * session's cookie does not see what she sees in the next five minutes, and so that the website's sign-in, which hangs on the
 * session, stays.
 */
public final class ProofCookie {
    /** How long a proof counts. */
    public static final Duration FRESH = Duration.ofMinutes(5);

    private static final String NAME = "__Host-cloakroom-proof";

    private final GatewayKey key;

    public ProofCookie(GatewayKey key) {
        this.key = key;
    }

    public Headers.Line set(SessionRef session, Instant provenAt) {
        var seconds = ByteBuffer.allocate(Long.BYTES).putLong(provenAt.getEpochSecond());
        var text = Base64Text.encode(key.seal(Purpose.PROOF_COOKIE, session.value(), seconds.array()));
        return new SetCookie(NAME, text, SameSite.STRICT, Optional.of(FRESH)).line();
    }

    /** Whether the session's member has proved herself lately: by the sign-in that it began with, or again since. */
    public boolean isFresh(RawCookies cookies, Session session, Instant now) {
        return isFresh(session.authenticatedAt(), now)
                || provenAt(cookies, session.ref())
                        .filter(at -> isFresh(at, now))
                        .isPresent();
    }

    private static boolean isFresh(Instant at, Instant now) {
        return now.isBefore(at.plus(FRESH));
    }

    private Optional<Instant> provenAt(RawCookies cookies, SessionRef session) {
        if (!(cookies.find(NAME) instanceof RawCookies.Cookie.Present cookie)) return Optional.empty();
        return Base64Text.decode(cookie.value())
                .flatMap(bytes -> key.open(Purpose.PROOF_COOKIE, session.value(), bytes))
                .map(seconds -> Instant.ofEpochSecond(ByteBuffer.wrap(seconds).getLong()));
    }
}
