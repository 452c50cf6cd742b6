package io.cloakroom.ledger;

import io.cloakroom.config.Settings;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.site.SiteId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What an entry says, as JSON with short names: millions of them are kept. What the line says in plain, when and about whom,
 * is not said again.
 */
final class EntryText {
    private static final String REDUCED = "reduced";

    private EntryText() {}

    static byte[] write(Entry entry) {
        var text = Json.members("a", Settings.spelling(entry.act()));
        text.putAll(actor(entry.actor()));
        text.putAll(what(entry));
        return Json.write(text);
    }

    /** What may be said of an entry about somebody who was erased; an erasure itself is told whole. */
    static byte[] reduced(Entry entry) {
        if (entry.act() == Act.ERASE) return write(entry);
        return Json.write(Json.members(
                "a", Settings.spelling(entry.act()), "w", kind(entry.actor()), REDUCED, "she was erased before"));
    }

    static boolean isReduced(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8)) instanceof Json.Reading.Read(var json)
                && json.has(REDUCED);
    }

    private static Map<String, Object> what(Entry entry) {
        return Json.members(
                "c",
                entry.subject().map(subject -> subject.collection().value()).orElse(null),
                "r",
                entry.subject().flatMap(Subject::record).map(RecordId::value).orElse(null),
                "f",
                entry.subject().map(EntryText::fields).orElse(null),
                "p",
                entry.purpose().orElse(null),
                "x",
                entry.refusal().orElse(null),
                "q",
                entry.requestId());
    }

    private static String fields(Subject subject) {
        return String.join(",", subject.fields().stream().map(FieldName::value).toList());
    }

    private static String kind(Actor actor) {
        return switch (actor) {
            case Actor.Member _ -> "member";
            case Actor.Staff _ -> "staff";
            case Actor.Site _ -> "site";
            case Actor.Operator _ -> "operator";
            case Actor.Job _ -> "job";
        };
    }

    private static Map<String, Object> actor(Actor actor) {
        var kind = kind(actor);
        return switch (actor) {
            case Actor.Member(var member, var site) -> Json.members("w", kind, "i", member.value(), "s", site.value());
            case Actor.Staff(var member) -> Json.members("w", kind, "i", member.value());
            case Actor.Site(var site) -> Json.members("w", kind, "s", site.value());
            case Actor.Operator(var name) -> Json.members("w", kind, "i", name);
            case Actor.Job(var name) -> Json.members("w", kind, "i", name);
        };
    }

    /** Reads an entry; empty if it is none that this program writes. */
    static Optional<Entry> read(Line.Written line, String text) {
        if (line.count() != 1
                || !(Json.read(text.getBytes(StandardCharsets.UTF_8)) instanceof Json.Reading.Read(var json))) {
            return Optional.empty();
        }
        try {
            return Optional.of(entry(line, json));
        } catch (NoSuchElementException | IllegalArgumentException notAnEntry) {
            return Optional.empty();
        }
    }

    private static Act act(JsonObject json) {
        return Arrays.stream(Act.values())
                .filter(known -> json.text("a").equals(Optional.of(Settings.spelling(known))))
                .findFirst()
                .orElseThrow();
    }

    private static Entry entry(Line.Written line, JsonObject json) {
        var subject = json.text("c")
                .map(collection ->
                        new Subject(new CollectionId(collection), json.text("r").map(RecordId::new), fields(json)));
        return new Entry(
                line.at(),
                actor(json),
                act(json),
                line.about(),
                subject,
                json.text("p"),
                json.text("x"),
                json.text("q").orElseThrow());
    }

    private static List<FieldName> fields(JsonObject json) {
        var names = json.text("f").orElse("");
        return names.isEmpty()
                ? List.of()
                : Arrays.stream(names.split(",", -1)).map(FieldName::new).toList();
    }

    private static Actor actor(JsonObject json) {
        var name = json.text("i");
        return switch (json.text("w").orElse("")) {
            case "member" -> new Actor.Member(name.map(MemberId::new).orElseThrow(), site(json));
            case "staff" -> new Actor.Staff(name.map(MemberId::new).orElseThrow());
            case "site" -> new Actor.Site(site(json));
            case "operator" -> new Actor.Operator(name.orElseThrow());
            case "job" -> new Actor.Job(name.orElseThrow());
            default -> throw new NoSuchElementException("an actor");
        };
    }

    private static SiteId site(JsonObject json) {
        return new SiteId(json.text("s").orElseThrow());
    }
}
