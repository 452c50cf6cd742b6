package io.cloakroom.membership;

import io.cloakroom.member.MemberId;
import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException;
import java.util.Optional;

/** Keeps what sites say. Every method throws {@link UpstreamException} if the store cannot be used now. */
public interface FactStore {
    /**
     * Takes a snapshot, in place of the earlier one.
     *
     * @return false, and nothing changed, if the stored one has the same sequence or a higher one
     */
    boolean put(Snapshot snapshot);

    /** The snapshot of the site's user who is tied to this member; empty if nobody is, or nothing is known. */
    Optional<Snapshot> find(SiteId site, MemberId member);

    /** Ties a site's user to a member. The caller has seen proof of both sides. */
    void link(SiteId site, String user, MemberId member);
}
