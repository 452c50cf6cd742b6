package io.cloakroom.membership;

import io.cloakroom.membership.Membership.Status;
import io.cloakroom.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Facts for tests, each readable in a line. */
public final class Facts {
    private Facts() {}

    /** @param product as {@code source:id} */
    public static Membership held(String key, String product, Status status, Term term) {
        return Membership.of(key, product(product), status, term);
    }

    /** @param key as {@code source:id} */
    public static Product product(String key) {
        var parts = key.split(":", 2);
        return new Product(parts[0], parts[1], parts[1]);
    }

    public static Snapshot snapshot(SiteId site, String user, long sequence, Membership... memberships) {
        return new Snapshot(site, user, sequence, List.of(memberships), telling("fact-" + user + "-" + sequence));
    }

    public static Telling telling(String id) {
        return new Telling(id, "membership.activated", Instant.EPOCH, Optional.of("test"));
    }
}
