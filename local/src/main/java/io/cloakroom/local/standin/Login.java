package io.cloakroom.local.standin;

import io.cloakroom.config.Secret;
import io.cloakroom.member.SessionRef;
import io.cloakroom.signin.Randoms;
import java.time.Instant;

/**
 * Somebody signed in to the site, by a ticket: there is no other way.
 *
 * @param session the gateway's, which ends together with this
 * @param endsAt when the gateway's ends at the latest
 * @param nonce without which no link signs her out
 * @param pageKey tells this login from all others, and nothing else: pages tie a token to it
 */
record Login(String name, SessionRef session, Instant endsAt, Secret nonce, String pageKey) {
    static Login of(String name, SessionRef session, Instant endsAt) {
        return new Login(name, session, endsAt, new Secret(Randoms.next()), Randoms.next());
    }
}
