package io.cloakroom.membership;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a member holds, by the facts of some sites. What of it is open is a question of the moment and of the asker.
 *
 * @param told what the sites say
 * @param confirmed what other sources told us themselves: no site can make any of it up
 */
public record Entitlements(List<Membership> told, List<Membership> confirmed) {
    public static final Entitlements NONE = new Entitlements(List.of(), List.of());

    public Entitlements {
        told = List.copyOf(told);
        confirmed = List.copyOf(confirmed);
    }

    /** What sites say, and nobody else. */
    public static Entitlements told(List<Membership> memberships) {
        return new Entitlements(memberships, List.of());
    }

    /** Whether anything at all is open. */
    public boolean includeAny(Moment moment) {
        return all().stream().anyMatch(membership -> membership.isOpen(moment));
    }

    /** Whether one of these products is open. */
    public boolean includeOneOf(Set<String> products, Moment moment) {
        return products.stream().anyMatch(product -> include(product, moment));
    }

    /** Whether each of these products is open. */
    public boolean includeAllOf(Set<String> products, Moment moment) {
        return products.stream().allMatch(product -> include(product, moment));
    }

    /** Of several memberships of the same product, one that is open is enough. */
    private boolean include(String product, Moment moment) {
        return all().stream()
                .filter(membership -> membership.product().key().equals(product))
                .anyMatch(membership -> membership.isOpen(moment));
    }

    /** Whether a source that no site speaks for says that something is open. */
    public boolean areConfirmedBy(String source, Moment moment) {
        return confirmed.stream()
                .filter(membership -> membership.product().source().equals(source))
                .anyMatch(membership -> membership.isOpen(moment));
    }

    private List<Membership> all() {
        return Stream.concat(told.stream(), confirmed.stream()).toList();
    }
}
