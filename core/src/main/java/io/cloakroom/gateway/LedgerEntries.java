package io.cloakroom.gateway;

import io.cloakroom.config.Settings;
import io.cloakroom.json.Json;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.EntrySeal.Opened;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What an entry of the ledger says, for programs of the staff's; no more than {@link LedgerWords} tells them. */
final class LedgerEntries {
    private LedgerEntries() {}

    /**
     * @param about whom it is about
     * @param isTold which entries the reader may see
     */
    static Stream<Map<String, Object>> of(Opened opened, MemberId about, Predicate<Entry> isTold) {
        return switch (opened) {
            case Opened.Read(var entries) -> entries.stream().filter(isTold).map(entry -> of(entry, about));
            case Opened.Erased(var _, var at, var _) -> Stream.of(Json.members("at", at.toString(), "erased", true));
            case Opened.Unreadable(var at) -> Stream.of(Json.members("at", at.toString(), "unreadable", true));
        };
    }

    private static Map<String, Object> of(Entry entry, MemberId about) {
        var told = Json.members(
                "at", entry.at().toString(),
                "act", Settings.spelling(entry.act()),
                "by", by(entry.actor(), about));
        entry.subject().ifPresent(subject -> told.putAll(of(subject)));
        told.putAll(Json.members(
                "purpose", entry.purpose().orElse(null),
                "refusal", entry.refusal().orElse(null)));
        return told;
    }

    private static Map<String, Object> of(Subject subject) {
        return Json.members(
                "collection", subject.collection().value(),
                "record", subject.record().map(RecordId::value).orElse(null),
                "fields", subject.fields().stream().map(FieldName::value).toList());
    }

    private static Map<String, Object> by(Actor actor, MemberId about) {
        return switch (actor) {
            case Actor.Member(var member, var _) -> by(member.equals(about) ? "member" : "another-member");
            case Actor.Staff(var member) -> Json.members("kind", "staff", "id", member.value());
            case Actor.Site(var site) -> Json.members("kind", "site", "id", site.value());
            case Actor.Operator _ -> by("operator");
            case Actor.Job _ -> by("job");
        };
    }

    private static Map<String, Object> by(String kind) {
        return Json.members("kind", kind);
    }
}
