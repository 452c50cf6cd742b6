package io.cloakroom.membership;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One membership of a site's user, as the site says.
 *
 * @param key names this holding: source and subscription, order item or level assignment; 1 to 200 printable characters
 * @param quantity how many were bought; decides nothing
 * @param parentUser the site's user who pays for it, in a team account; decides nothing: who leaves the team is told of as
 *     one who no longer holds it
 */
public record Membership(
        String key, Product product, Status status, Term term, int quantity, Optional<String> parentUser) {
    public static final int QUANTITY_MOST = 1_000_000;
    private static final Pattern KEY = Pattern.compile("[^\\p{Cntrl}]{1,200}");

    public Membership {
        require(isKey(key), "membership key", "1 to 200 printable characters");
        require(isWithin(1, quantity, QUANTITY_MOST), "quantity", "1 to " + QUANTITY_MOST);
        parentUser.ifPresent(user -> require(Snapshot.isUser(user), "parent_user", Snapshot.USER_FORM));
    }

    /** One of a thing, for oneself. */
    public static Membership of(String key, Product product, Status status, Term term) {
        return new Membership(key, product, status, term, 1, Optional.empty());
    }

    public static boolean isKey(String text) {
        return !text.isBlank() && KEY.matcher(text).matches();
    }

    /** The common words of all membership systems. */
    public enum Status {
        /** Ordered, and not paid for. */
        PENDING,
        TRIALING,
        ACTIVE,
        /** A payment failed; the period's end and grace decide. */
        PAST_DUE,
        PAUSED,
        /** Will not renew; paid until the end of its period. */
        CANCELLED,
        EXPIRED,
        /** Refunded, or taken away by staff. */
        REVOKED
    }

    /**
     * Whether it opens what it is for. This is the only place that decides it. The clock does, and not an event "expired",
     * which may come late or never.
     */
    public boolean isOpen(Moment moment) {
        if (moment.isBeforeStart(term.startedAt())) return false;
        return switch (status) {
            case PENDING, PAUSED, REVOKED -> false;
            case EXPIRED -> moment.isShortlyAfterEnd(term.periodEnd());
            case TRIALING -> term.trialEnd().isPresent() ? moment.isBeforeEnd(term.trialEnd()) : isPaid(moment);
            case ACTIVE, PAST_DUE, CANCELLED -> isPaid(moment);
        };
    }

    private boolean isPaid(Moment moment) {
        return term.isLifetime() || moment.isBeforeEnd(term.periodEnd());
    }
}
