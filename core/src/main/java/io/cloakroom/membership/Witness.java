package io.cloakroom.membership;

import io.cloakroom.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a source other than the site says of somebody it knows by an address.
 *
 * @param source such as {@code memberful}
 * @param account its own id of the person
 * @param mark of the address that it has of her; empty if there is no such account any more
 * @param askedAt by our clock; of two, the later one counts
 */
public record Witness(
        SiteId site,
        String source,
        String account,
        Optional<String> mark,
        List<Membership> memberships,
        Instant askedAt) {
    public Witness {
        memberships = List.copyOf(memberships);
    }
}
