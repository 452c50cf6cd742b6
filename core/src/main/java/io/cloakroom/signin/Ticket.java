package io.cloakroom.signin;

import io.cloakroom.member.MemberId;
import io.cloakroom.member.SessionRef;
import io.cloakroom.site.SiteId;
import java.time.Instant;

/**
 * What a ticket stands for.
 *
 * @param bind hash of the secret that whoever redeems it must show
 */
public record Ticket(
        SiteId site, MemberId member, SessionRef session, Purpose purpose, String bind, Instant expiresAt) {

    /** What it may be redeemed for. */
    public enum Purpose {
        /** The site learns who signed in. */
        SIGN_IN,
        /** The site's server gets the member's access token, where a collection allows {@code relay}. */
        RELAY,
        /** The site ties its own user to the member, who has just said that it may. */
        LINK
    }
}
