package io.cloakroom.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What a member holds, by the facts of some sites. What of it is open is a question of the moment and of the asker. */
public record Entitlements(List<Membership> memberships) {
    public static final Entitlements NONE = new Entitlements(List.of());

    public Entitlements {
        memberships = List.copyOf(memberships);
    }

    /**
     * Whether one of these products is open now.
     *
     * @param products empty: any will do
     */
    public boolean include(Set<String> products, Instant now, Duration grace) {
        return memberships.stream()
                .filter(membership -> products.isEmpty() || products.contains(membership.productId()))
                .anyMatch(membership -> membership.isOpen(now, grace));
    }
}
