package io.cloakroom.gateway;

import io.cloakroom.card.Leaving;
import io.cloakroom.site.Site;
import io.cloakroom.upkeep.Erasures.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What a member's erasure is called on her pages. */
final class LeavingWords {
    static final String KEEP = "/app/me/erasure/keep";

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy 'at' HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private LeavingWords() {}

    /** What stands above each of her pages. */
    static Optional<Leaving> above(Standing standing, Site site) {
        if (!(standing instanceof Standing.Leaving(var departure))) return Optional.empty();
        if (departure.isBegun()) return Optional.of(new Leaving("Your data is being erased.", Optional.empty()));
        var text = "All of your data here will be erased, from " + MOMENT.format(departure.dueAt()) + " on.";
        return Optional.of(
                new Leaving(text, Optional.of(KEEP + "?site=" + site.id().value())));
    }

    static String gone(Standing.Gone gone) {
        return "Your data was erased on " + day(gone.since())
                + ". No record of yours is kept here any more, and none will be.";
    }

    static String day(Instant moment) {
        return DAY.format(moment);
    }

    /** "in 7 days", "in 36 hours", "now". */
    static String in(Duration wait) {
        if (wait.isZero()) return "now";
        var isDays = wait.toDays() > 1 && Duration.ofDays(wait.toDays()).equals(wait);
        var number = isDays ? wait.toDays() : Math.max(1, wait.toHours());
        return "in " + number + (isDays ? " day" : " hour") + (number == 1 ? "" : "s");
    }
}
