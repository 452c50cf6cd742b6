package io.cloakroom.membership;

import io.cloakroom.member.MemberId;
import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException;
import java.util.List;
import java.util.Optional;

/**
 * What other sources than the site say, and which member has proven which address. An address is a mark here and never a text.
 * Every method throws {@link UpstreamException} if the store cannot be used now.
 */
public interface Witnesses {
    /** Keeps what a source says, unless something later is kept. */
    void testify(Witness witness);

    /**
     * Remembers the member's proven address; the earlier one is forgotten. Where another member had it before, it is hers no
     * more.
     *
     * @param mark empty if she has none
     */
    void note(SiteId site, MemberId member, Optional<String> mark);

    /** What a source says of the account that has the member's proven address now. */
    List<Membership> testimony(SiteId site, String source, MemberId member);
}
