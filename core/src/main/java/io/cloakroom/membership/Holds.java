package io.cloakroom.membership;

import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Counts what sites say, and keeps aside what staff shall look at first. Every method throws {@link UpstreamException} if the
 * store cannot be used now.
 */
public interface Holds {
    int LIST_MAX = 100;

    /**
     * Counts in one step, so that several gateways count together.
     *
     * @param hour since 1970; where another gateway is in the next hour already, it is counted there
     * @return what was counted in that hour, this included
     */
    Count count(SiteId site, long hour, Count more);

    /** @param opened memberships that were not open before */
    record Count(long facts, long opened) {
        static final Count NONE = new Count(0, 0);
    }

    Standing standing(SiteId site);

    /**
     * How we stand with a site.
     *
     * @param hold empty if it is believed
     * @param highest sequence that was ever taken from it; 0 if none was
     */
    record Standing(Optional<Hold> hold, long highest) {}

    /** @param why in words for staff; ours, never the site's */
    record Hold(String why, Instant since) {}

    /** From now on, what the site says is kept aside. An earlier hold stays as it is. */
    void hold(SiteId site, Hold hold);

    /** The site is believed again, and counting begins anew. */
    void release(SiteId site);

    /** Remembers the highest sequence; a lower one changes nothing. */
    void noteHighest(SiteId site, long sequence);

    /** Keeps a snapshot aside, in place of an older one of the same user. */
    void keepAside(Snapshot snapshot);

    /**
     * What is kept aside, by user.
     *
     * @param after the last user that the caller has; empty to begin
     * @param limit 1 to {@value #LIST_MAX}
     */
    List<Snapshot> aside(SiteId site, Optional<String> after, int limit);

    /** Lets go of a snapshot kept aside, unless a newer one has taken its place. */
    void letGo(Snapshot snapshot);
}
