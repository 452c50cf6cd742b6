package io.cloakroom.cli.memberships;

import io.cloakroom.cli.report.Printable;
import io.cloakroom.json.Json;
import io.cloakroom.membership.Membership;
import io.cloakroom.membership.Moment;
import io.cloakroom.membership.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Memberships in a line, and as JSON. Names of products are a site's words: escaped, in quotes, and never more than that. */
public final class MembershipWords {
    private MembershipWords() {}

    /** {@code memberpress:13 "Gold" active until 2026-12-01T00:00:00Z}. */
    public static String of(Membership membership) {
        var product = membership.product();
        var name = product.name().isEmpty() ? "" : " \"" + Printable.of(product.name()) + "\"";
        return Printable.of(product.key()) + name + " " + status(membership) + until(membership) + parent(membership);
    }

    public static String of(List<Membership> memberships) {
        if (memberships.isEmpty()) return "nothing";
        return memberships.stream().map(MembershipWords::of).collect(Collectors.joining("; "));
    }

    private static String status(Membership membership) {
        return membership.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String until(Membership membership) {
        var term = membership.term();
        if (term.isLifetime()) return " for life";
        return term.periodEnd().map(end -> " until " + end).orElse(", no end known");
    }

    private static String parent(Membership membership) {
        return membership.parentUser().map(user -> ", paid for by user " + user).orElse("");
    }

    /** @param now says what is open */
    public static Map<String, Object> json(Membership membership, Instant now) {
        var term = membership.term();
        return Json.members(
                "key", membership.key(),
                "product", membership.product().key(),
                "product_name", membership.product().name(),
                "status", membership.status().name().toLowerCase(Locale.ROOT),
                "open", membership.isOpen(Moment.at(now)),
                "lifetime", term.isLifetime(),
                "started_at", text(term.startedAt()),
                "period_end", text(term.periodEnd()),
                "trial_end", text(term.trialEnd()),
                "cancelled_at", text(term.cancelledAt()),
                "auto_renew", term.renews().orElse(null),
                "quantity", membership.quantity(),
                "parent_user", membership.parentUser().orElse(null));
    }

    public static Map<String, Object> json(Snapshot snapshot, Instant now) {
        return Json.members(
                "user", snapshot.user(),
                "sequence", snapshot.sequence(),
                "told",
                        Json.members(
                                "id", snapshot.telling().id(),
                                "type", snapshot.telling().type(),
                                "observed_at", snapshot.telling().observedAt().toString(),
                                "cause", snapshot.telling().cause().orElse(null)),
                "memberships",
                        snapshot.memberships().stream()
                                .map(membership -> json(membership, now))
                                .toList());
    }

    private static @Nullable String text(Optional<Instant> moment) {
        return moment.map(Instant::toString).orElse(null);
    }
}
