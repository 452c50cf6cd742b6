package io.cloakroom.gateway;

import io.cloakroom.card.LedgerPage.Line;
import io.cloakroom.card.Pages.Link;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Collections;
import io.cloakroom.record.Field;
import io.cloakroom.record.RecordId;
import io.cloakroom.site.Site;
import io.cloakroom.site.SiteId;
import io.cloakroom.site.Sites;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an entry of the ledger says, in words for the member whom it is about. Titles are those of today's configuration. */
final class LedgerWords {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int STAFF_CHARACTERS = 4;

    private final Collections collections;
    private final Sites sites;

    LedgerWords(Collections collections, Sites sites) {
        this.collections = collections;
        this.sites = sites;
    }

    static String day(Instant at) {
        return DAY.format(at);
    }

    static String date(Instant at) {
        return DATE.format(at);
    }

    Line line(Entry entry, MemberId reader) {
        return new Line(
                Optional.of(TIME.format(entry.at())),
                who(entry.actor(), reader),
                what(entry),
                entry.purpose(),
                entry.refusal().isPresent(),
                List.of());
    }

    static Line unreadable(Instant at) {
        return new Line(
                Optional.of(TIME.format(at)),
                "An entry",
                "that cannot be read any more. Please tell whoever runs this.",
                Optional.empty(),
                false,
                List.of());
    }

    static Line ownReads(List<Link> more) {
        return new Line(Optional.empty(), "You", "looked at your own data", Optional.empty(), false, more);
    }

    private String who(Actor actor, MemberId reader) {
        return switch (actor) {
            case Actor.Member(var member, var _) -> member.equals(reader) ? "You" : "Another member";
            // Enough to tell two of them apart, and to ask about one.
            case Actor.Staff(var member) -> "Staff (…" + end(member.value()) + ")";
            case Actor.Site(var site) -> "The website " + name(site);
            case Actor.Operator _ -> "An operator";
            case Actor.Job _ -> "An automatic job";
        };
    }

    private static String end(String sub) {
        return sub.substring(Math.max(0, sub.length() - STAFF_CHARACTERS));
    }

    private String name(SiteId site) {
        return sites.find(site.value()).map(Site::name).orElse(site.value());
    }

    private String what(Entry entry) {
        var object = entry.subject().map(this::object);
        return switch (entry.act()) {
            case READ -> "looked at " + object.orElse("your data");
            case WRITE -> "changed " + object.orElse("your data");
            case DELETE -> "deleted " + object.orElse("some of your data");
            case UNMASK -> "had hidden values shown of " + object.orElse("your data");
            case FIND -> "looked for you" + object.map(text -> ", by " + text).orElse("");
            case IMPORT ->
                "took data of yours in" + object.map(text -> ": " + text).orElse("");
            case EXPORT -> "took a copy of " + object.orElse("your data");
            case ERASURE_ASKED -> "asked for your data to be erased";
            case ERASURE_CANCELLED -> "took back that your data be erased";
            case ERASE -> "erased your data";
            case LEDGER_READ -> "looked at this account";
            case SIGN_IN -> "signed in";
            case KEYS_ROTATED, KEYS_REWRAPPED -> "renewed the keys of your data";
        };
    }

    private String object(Subject subject) {
        var collection = collections.find(subject.collection().value());
        var title =
                collection.map(Collection::title).orElse(subject.collection().value());
        var record = subject.record()
                .filter(id -> !id.equals(RecordId.SELF))
                .map(id -> ", record " + id.value())
                .orElse("");
        if (subject.fields().isEmpty()) return title + record;
        var fields = subject.fields().stream()
                .map(name -> collection
                        .flatMap(one -> one.field(name))
                        .map(Field::title)
                        .orElse(name.value()))
                .collect(Collectors.joining(", "));
        return title + record + ": " + fields;
    }
}
