package io.cloakroom.membership;

import static io.cloakroom.config.Checks.require;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One membership of a site's user, as the site says.
 *
 * @param key names this holding: source and subscription, order item or level assignment; 1 to 200 characters
 * @param productId what is held; as the membership plugin names it; 1 to 100 characters
 * @param periodEnd until when it is paid for; empty if the source knows no end
 * @param isLifetime without an end; a word of its own, because systems spell it in a dozen ways
 */
public record Membership(String key, String productId, Status status, Optional<Instant> periodEnd, boolean isLifetime) {
    public Membership {
        require(!key.isBlank() && key.length() <= 200, "membership key", "1 to 200 characters");
        require(!productId.isBlank() && productId.length() <= 100, "product", "1 to 100 characters");
    }

    /** The common words of all membership systems. */
    public enum Status {
        PENDING(false),
        TRIALING(true),
        ACTIVE(true),
        /** A payment failed; grace decides. */
        PAST_DUE(true),
        PAUSED(false),
        /** Will not renew; paid until the end of its period. */
        CANCELLED(true),
        EXPIRED(false),
        /** Refunded, or taken away by staff. */
        REVOKED(false);

        private final boolean canBeOpen;

        Status(boolean canBeOpen) {
            this.canBeOpen = canBeOpen;
        }
    }

    /**
     * Whether it opens what it is for. The clock decides and not an event "expired", which may come late or never.
     *
     * @param grace how long after the period's end it still does
     */
    public boolean isOpen(Instant now, Duration grace) {
        if (!status.canBeOpen) return false;
        return isLifetime
                || periodEnd.filter(end -> now.isBefore(end.plus(grace))).isPresent();
    }
}
