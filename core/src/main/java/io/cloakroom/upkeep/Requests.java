package io.cloakroom.upkeep;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What sites pass on for their users. Nothing comes of it unless she goes on with it herself. Every method throws {@link
 * UpstreamException} if the store cannot be used now.
 */
public interface Requests {
    /** How long one waits for her. */
    Duration WAITS = Duration.ofDays(30);

    /** What she has asked the site for. */
    enum Kind {
        EXPORT,
        ERASURE
    }

    /**
     * A request that a site passes on.
     *
     * @param id the site's own name for it, a UUID: the same request sent again is no new one
     */
    record Passed(SiteId site, MemberId member, Kind kind, String id, Instant at) {
        private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

        public Passed {
            require(isId(id), "request id", "a UUID in lower case");
        }

        public static boolean isId(String text) {
            return ID.matcher(text).matches();
        }

        public boolean isOver(Instant now) {
            return !now.isBefore(at.plus(WAITS));
        }
    }

    /** Whether one of this kind waits for her, or that very one was seen before: to open it would change nothing. */
    boolean isKnown(Passed request, Instant now);

    /**
     * Lets a request wait, unless it {@link #isKnown}: of many at once, one does.
     *
     * @return false if nothing changed
     */
    boolean open(Passed request, Instant now);

    /** What of a site's waits for a member. */
    List<Passed> waiting(SiteId site, MemberId member, Instant now);

    /** Nothing of this kind waits any more: she has done it, or does not want it. The same one does not come again. */
    void close(SiteId site, MemberId member, Kind kind);

    /**
     * Counts one more of a site's in an hour.
     *
     * @param hour since 1970; a later one begins at nothing
     * @return false if that is too many
     */
    boolean count(SiteId site, long hour, int most);
}
