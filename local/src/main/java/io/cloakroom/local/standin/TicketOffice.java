package io.cloakroom.local.standin;

import io.cloakroom.member.SessionRef;

/** The gateway, as far as a site's server may speak to it. */
interface TicketOffice {
    /** What became of a ticket. */
    sealed interface Redemption {
        record SignedIn(Login login) implements Redemption {}

        /** Unknown, used, too old, another browser's: the gateway tells none from the other. */
        record Refused() implements Redemption {}

        record Unavailable() implements Redemption {}
    }

    /** @param bind what this site's cookie holds, which binds the ticket to the browser that began */
    Redemption redeem(String ticket, String bind);

    /** Ends the gateway's session; if it cannot be told, it ends by itself. */
    void end(SessionRef session);
}
