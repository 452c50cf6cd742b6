package io.cloakroom.membership;

import io.cloakroom.member.MemberId;
import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Keeps what sites say. Every method throws {@link UpstreamException} if the store cannot be used now. */
public interface FactStore extends Links, Holds, Walks, Witnesses {
    int ALL_OF_MAX = 100;

    /**
     * Takes a snapshot, in place of the earlier one.
     *
     * @return false, and nothing changed, if the stored one has the same sequence or a higher one
     */
    boolean put(Snapshot snapshot);

    /** What is known of a site's user, whoever she is. */
    Optional<Snapshot> of(SiteId site, String user);

    /**
     * The same of several users.
     *
     * @param users at most {@value #ALL_OF_MAX}
     * @return by user, those of whom something is known
     */
    Map<String, Snapshot> allOf(SiteId site, Collection<String> users);

    /** The snapshot of the site's user who is tied to this member; empty if nobody is, or nothing is known. */
    Optional<Snapshot> find(SiteId site, MemberId member);
}
