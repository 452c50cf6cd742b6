package io.cloakroom.membership;

import io.cloakroom.member.MemberId;
import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException;
import java.util.Optional;

/**
 * Which user of a site is which member: at most one for one, both ways. Every method throws {@link UpstreamException} if the
 * store cannot be used now.
 */
public interface Links {
    /** What became of tying two together. */
    enum Tie {
        TIED,
        /** They were tied before. */
        ALREADY,
        /** One of them is tied to somebody else; nothing changed. */
        CONFLICT
    }

    /**
     * Ties a site's user to a member, in one step: of many who try at once, one gets it, and nobody ever sees half of it. The
     * caller has seen proof of both sides.
     */
    Tie link(SiteId site, String user, MemberId member);

    /** @return false if these two were not tied */
    boolean unlink(SiteId site, String user, MemberId member);

    Optional<MemberId> memberOf(SiteId site, String user);

    Optional<String> userOf(SiteId site, MemberId member);
}
