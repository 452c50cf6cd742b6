package io.cloakroom.membership;

import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException;
import java.time.Instant;
import java.util.Optional;

/**
 * Walks over all users of a site, or over all of anything else: one at a time, by one process, which may be killed on the way. Every method throws {@link
 * UpstreamException} if the store cannot be used now.
 */
public interface Walks {
    /**
     * A walk under way, or the last one.
     *
     * @param holder names the process
     * @param until when somebody else may take over, unless this is said anew
     * @param cursor the site's, of the next page; empty at the beginning and at the end
     * @param begunAt when it began; a walk taken over keeps it
     * @param seen users so far; {@code drifted}: those of whom something else was stored
     * @param endedAt when the last whole walk was over
     */
    record Walk(
            String holder,
            Instant until,
            Optional<String> cursor,
            Instant begunAt,
            long seen,
            long drifted,
            Optional<Instant> endedAt) {}

    /** @param name a site's id, or one that no site can have */
    Optional<Walk> walk(String name);

    default Optional<Walk> walk(SiteId site) {
        return walk(site.value());
    }

    /**
     * Takes a walk up, or goes on with it: of many processes that try at once, one gets it.
     *
     * @return false, and nothing changed, if another process has it, at {@code now}
     */
    boolean step(String name, Walk walk, Instant now);

    default boolean step(SiteId site, Walk walk, Instant now) {
        return step(site.value(), walk, now);
    }
}
