package io.cloakroom.local.standin;

import io.cloakroom.member.SessionRef;
import io.cloakroom.signin.Randoms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gateway that keeps tickets in memory: each works once, with the secret that it was bound to. */
final class TicketBox implements TicketOffice {
    final List<SessionRef> ended = new ArrayList<>();
    boolean isDown;

    private final Map<String, Login> byTicketAndBind = new HashMap<>();

    /** @param bindHash as the site sent it along when the sign-in began */
    String issue(String name, String bindHash, Instant end) {
        var ticket = Randoms.next();
        byTicketAndBind.put(ticket + bindHash, Login.of(name, new SessionRef(Randoms.next()), end));
        return ticket;
    }

    @Override
    public Redemption redeem(String ticket, String bind) {
        if (isDown) return new Redemption.Unavailable();
        var login = byTicketAndBind.remove(ticket + Randoms.sha256(bind));
        return login == null ? new Redemption.Refused() : new Redemption.SignedIn(login);
    }

    @Override
    public void end(SessionRef session) {
        ended.add(session);
    }
}
