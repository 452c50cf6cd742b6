package io.cloakroom.gateway;

import io.cloakroom.card.LedgerPage.Line;
import io.cloakroom.card.Pages.Link;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.EntrySeal.Opened;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What an entry of the ledger says, in words for the member whom it is about or for the staff. Titles are those of today's configuration. */
final class LedgerWords {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int STAFF_CHARACTERS = 4;

    /** Who reads it, and so what the member is called. */
    enum Voice {
        HERSELF("You", "you", "your data", "data of yours"),
        STAFF("The member", "the member", "her data", "data of hers");

        private final String name;
        private final String object;
        private final String data;
        private final String someData;

        Voice(String name, String object, String data, String someData) {
            this.name = name;
            this.object = object;
            this.data = data;
            this.someData = someData;
        }
    }

    private final Collections collections;
    private final Sites sites;
    private final Voice voice;

    LedgerWords(Collections collections, Sites sites, Voice voice) {
        this.collections = collections;
        this.sites = sites;
        this.voice = voice;
    }

    static String day(Instant at) {
        return DAY.format(at);
    }

    static String date(Instant at) {
        return DATE.format(at);
    }

    /**
     * @param member whom it is about
     * @param reader who is told
     * @param isTold which entries the reader may see
     */
    List<Line> lines(Opened opened, MemberId member, MemberId reader, Predicate<Entry> isTold) {
        return switch (opened) {
            case Opened.Read(var entries) ->
                entries.stream()
                        .filter(isTold)
                        .map(entry -> line(entry, member, reader))
                        .toList();
            case Opened.Erased(var _, var at, var _) -> List.of(erased(at));
            case Opened.Unreadable(var at) -> List.of(unreadable(at));
        };
    }

    /**
     * @param member whom the entry is about
     * @param reader who is told
     */
    Line line(Entry entry, MemberId member, MemberId reader) {
        return new Line(
                Optional.of(TIME.format(entry.at())),
                who(entry.actor(), member, reader),
                id(entry.actor(), reader),
                what(entry),
                entry.purpose(),
                entry.refusal().isPresent(),
                List.of());
    }

    static Line unreadable(Instant at) {
        return new Line(
                Optional.of(TIME.format(at)),
                "An entry",
                Optional.empty(),
                "that cannot be read any more. Please tell whoever runs this.",
                Optional.empty(),
                false,
                List.of());
    }

    private static Line erased(Instant at) {
        return new Line(
                Optional.of(TIME.format(at)),
                "An entry",
                Optional.empty(),
                "that was erased with the member's data.",
                Optional.empty(),
                false,
                List.of());
    }

    static Line ownReads(List<Link> more) {
        return new Line(
                Optional.empty(), "You", Optional.empty(), "looked at your own data", Optional.empty(), false, more);
    }

    private String who(Actor actor, MemberId about, MemberId reader) {
        return switch (actor) {
            case Actor.Member(var member, var _) -> member.equals(about) ? voice.name : "Another member";
            case Actor.Staff(var member) when voice == Voice.HERSELF -> "Staff (" + shortened(member) + ")";
            case Actor.Staff(var member) -> member.equals(reader) ? "You" : "Staff";
            case Actor.Site(var site) -> "The website " + name(site);
            case Actor.Operator _ -> "An operator";
            case Actor.Job _ -> "An automatic job";
        };
    }

    /** To members, enough to tell two of them apart, and to ask about one. */
    private static String shortened(MemberId staff) {
        var sub = staff.value();
        return "…" + sub.substring(Math.max(0, sub.length() - STAFF_CHARACTERS));
    }

    private Optional<String> id(Actor actor, MemberId reader) {
        return voice == Voice.STAFF && actor instanceof Actor.Staff(var staff) && !staff.equals(reader)
                ? Optional.of(staff.value())
                : Optional.empty();
    }

    private String name(SiteId site) {
        return sites.find(site.value()).map(Site::name).orElse(site.value());
    }

    private String what(Entry entry) {
        var object = entry.subject().map(this::object);
        return switch (entry.act()) {
            case READ -> "looked at " + object.orElse(voice.data);
            case WRITE -> "changed " + object.orElse(voice.data);
            case DELETE -> "deleted " + object.orElse("some of " + voice.data);
            case UNMASK -> "looked at " + object.orElse(voice.data) + ", with hidden values shown";
            case FIND ->
                "looked for " + voice.object
                        + object.map(text -> ", by " + text).orElse("");
            case IMPORT ->
                "took " + voice.someData + " in"
                        + object.map(text -> ": " + text).orElse("");
            case EXPORT -> "took a copy of " + object.orElse(voice.data);
            case EXPORT_ASKED -> "asked for a copy of " + voice.data;
            case ERASURE_ASKED -> "asked for " + voice.data + " to be erased";
            case ERASURE_CANCELLED -> "withdrew the request to erase " + voice.data;
            case ERASE -> "erased " + voice.data;
            case LEDGER_READ -> "looked at this account";
            case SIGN_IN -> "signed in";
            case KEYS_ROTATED, KEYS_REWRAPPED -> "renewed the keys of " + voice.data;
            case LINK -> "tied " + voice.object + " to a user of a website";
            case UNLINK -> "untied " + voice.object + " from a user of a website";
            case FACTS_HELD -> "kept aside what a website says of memberships";
            case FACTS_RELEASED -> "took in what a website had said of " + voice.object + " and was kept aside";
            case FACTS_DISCARDED -> "forgot what a website had said of " + voice.object + " and was kept aside";
            case SESSIONS_ENDED -> "signed " + voice.object + " out everywhere";
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
