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
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** "in 7 days", "in 36 hours", "in 1 hour and 30 minutes", "now"; a part of a minute counts as a whole one. */
    static String in(Duration wait) {
        if (wait.isZero()) return "now";
        var isDays = wait.toDays() > 1 && Duration.ofDays(wait.toDays()).equals(wait);
        if (isDays) return "in " + counted(wait.toDays(), "day");
        var minutes = wait.plusSeconds(59).toMinutes();
        return Stream.of(counted(minutes / 60, "hour"), counted(minutes % 60, "minute"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" and ", "in ", ""));
    }

    private static String counted(long number, String unit) {
        return number == 0 ? "" : number + " " + unit + (number == 1 ? "" : "s");
    }
}
