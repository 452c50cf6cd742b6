package io.cloakroom.gateway;

import io.cloakroom.card.EditPage;
import io.cloakroom.card.Pages;
import io.cloakroom.card.RecordsPage;
import io.cloakroom.card.RecordsPage.Row;
import io.cloakroom.card.RecordsPage.Shown;
import io.cloakroom.http.Response;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.policy.Decision.Showing;
import io.cloakroom.record.Collection;
import io.cloakroom.record.MemberRecord;
import io.cloakroom.record.RecordId;
import io.cloakroom.site.Site;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Room 5 for people: what was granted and opened, on a page of the gateway's own. */
final class RecordPages {
    private static final String START = "/app/me/records/";

    private final Pages pages;

    RecordPages(Pages pages) {
        this.pages = pages;
    }

    /**
     * The records as they are shown.
     *
     * @param isFresh whether the member has just proved herself
     * @param next a cursor, if there may be more
     */
    Response read(
            Caller caller,
            Question question,
            Grant grant,
            List<MemberRecord> records,
            boolean isFresh,
            Optional<String> notice,
            Optional<String> next) {
        var collection = question.collection();
        var here = address(caller, collection, question.id());
        var shown = records.isEmpty() && collection.isSingle()
                ? List.of(shown(caller, collection, grant, RecordId.SELF, List.of()))
                : records.stream()
                        .map(record -> shown(caller, collection, grant, record.id(), rows(grant, record)))
                        .toList();
        var prove = isFresh ? Optional.<String>empty() : Optional.of(prove(caller, question));
        var more = next.map(cursor -> here + "&cursor=" + cursor);
        var name = caller.displayName().orElseThrow();
        return Hardening.ownForm(
                pages.records(new RecordsPage(caller.site(), name, collection.title(), shown, notice, prove, more)));
    }

    private static Shown shown(Caller caller, Collection collection, Grant grant, RecordId id, List<Row> rows) {
        var name = collection.isSingle() ? Optional.<String>empty() : Optional.of(id.value());
        var canEdit = grant.fields().stream().anyMatch(Showing::isEditable);
        var isMasked =
                rows.stream().anyMatch(Row::isMasked) && grant.fields().stream().anyMatch(Showing::isUnmaskable);
        return new Shown(
                name,
                rows,
                canEdit ? Optional.of(address(caller, collection, id, "/edit")) : Optional.empty(),
                isMasked ? Optional.of(address(caller, collection, id, "/unmask")) : Optional.empty());
    }

    private static List<Row> rows(Grant grant, MemberRecord record) {
        return grant.fields().stream().flatMap(showing -> row(showing, record)).toList();
    }

    private static Stream<Row> row(Showing showing, MemberRecord record) {
        return Optional.ofNullable(record.fields().get(showing.field().name())).stream()
                .map(value -> new Row(
                        showing.field().title(),
                        showing.mask().map(mask -> mask.apply(value)).orElse(value),
                        showing.mask().isPresent()));
    }

    /** The form, as it is to be filled in. */
    Response form(int status, Caller caller, Question question, Form form, Optional<String> problem) {
        var collection = question.collection();
        var id = question.id().orElseThrow();
        var page = new EditPage(
                caller.site(),
                caller.displayName().orElseThrow(),
                collection.title(),
                address(caller, collection, id, "/edit"),
                address(caller, collection, question.id()),
                form.version(),
                form.writeId().value(),
                form.inputs(),
                problem);
        return Hardening.ownForm(pages.edit(status, page));
    }

    /** Where a record, or all of a collection, is shown. */
    static String address(Caller caller, Collection collection, Optional<RecordId> id) {
        return id.map(one -> address(caller, collection, one, "")).orElseGet(() -> address(caller.site(), collection));
    }

    /** Where all records of a collection are shown. */
    static String address(Site site, Collection collection) {
        return START + collection.id().value() + "?site=" + site.id().value();
    }

    private static String address(Caller caller, Collection collection, RecordId id, String errand) {
        return START + collection.id().value() + "/" + id.value() + errand + site(caller);
    }

    /** Where she proves herself again, to come back to this. */
    static String prove(Caller caller, Question question) {
        var back = address(caller, question.collection(), question.id());
        return "/session/prove" + site(caller) + "&return=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
    }

    private static String site(Caller caller) {
        return "?site=" + caller.site().id().value();
    }
}
