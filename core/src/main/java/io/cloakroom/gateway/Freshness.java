package io.cloakroom.gateway;

import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.session.ProofCookie;
import io.cloakroom.session.Session;
import java.time.Clock;

/** Whether somebody has just proved herself: what is hidden, and what cannot be taken back, wants that. */
final class Freshness {
    private final ProofCookie proofs;
    private final Clock clock;

    Freshness(GatewayKey key, Clock clock) {
        this.proofs = new ProofCookie(key);
        this.clock = clock;
    }

    boolean isFresh(Request request, Session session) {
        return proofs.isFresh(RawCookies.of(request.headers()), session, clock.instant());
    }

    /** Whoever came without a session has proved nothing here. */
    boolean isFresh(Request request, Caller caller) {
        return caller.session().filter(session -> isFresh(request, session)).isPresent();
    }
}
