package io.cloakroom.session;

import io.cloakroom.http.Headers;
import io.cloakroom.http.SetCookie;
import io.cloakroom.http.SetCookie.SameSite;
import io.cloakroom.member.SessionRef;
import io.cloakroom.signin.Randoms;
import io.cloakroom.site.SiteId;
import java.util.Optional;

/** The cookie that holds a session's id: 256 random bits and nothing else. */
final class SessionCookie {
    private SessionCookie() {}

    static String name(SiteId site) {
        return "__Host-cloakroom-" + site.value();
    }

    static Headers.Line set(SiteId site, String id) {
        return new SetCookie(name(site), id, SameSite.STRICT, Optional.empty()).line();
    }

    static Headers.Line end(SiteId site) {
        return SetCookie.ended(name(site), SameSite.STRICT).line();
    }

    /** @return empty if the text is no id of ours */
    static Optional<SessionRef> ref(String id) {
        return Randoms.isOne(id) ? Optional.of(new SessionRef(Randoms.sha256(id))) : Optional.empty();
    }
}
