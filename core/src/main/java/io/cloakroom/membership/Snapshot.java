package io.cloakroom.membership;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.site.SiteId;
import java.util.List;

/**
 * All current memberships of one user of a site. Whole and never a change, so that a lost, doubled or late one does no harm.
 *
 * @param user the site's own id of the user; 1 to 64 characters
 * @param sequence grows with each snapshot of this site; a lower one is older
 */
public record Snapshot(SiteId site, String user, long sequence, List<Membership> memberships) {
    public static final int MEMBERSHIPS_MAX = 200;

    public Snapshot {
        memberships = List.copyOf(memberships);
        require(!user.isBlank() && user.length() <= 64, "user", "1 to 64 characters");
        require(sequence >= 0, "sequence", "from 0");
        require(memberships.size() <= MEMBERSHIPS_MAX, "memberships", "at most " + MEMBERSHIPS_MAX);
    }
}
