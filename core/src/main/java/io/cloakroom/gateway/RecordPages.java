package io.cloakroom.gateway;

import io.cloakroom.card.DeletePage;
import io.cloakroom.card.EditPage;
import io.cloakroom.card.Pages;
import io.cloakroom.card.RecordsPage;
import io.cloakroom.card.RecordsPage.Row;
import io.cloakroom.card.RecordsPage.Shown;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.policy.Decision.Showing;
import io.cloakroom.record.Collection;
import io.cloakroom.record.MemberRecord;
import io.cloakroom.record.RecordId;
import io.cloakroom.signin.Randoms;
import io.cloakroom.site.Site;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Room 5 for people: what was granted and opened, on a page of the gateway's own. */
final class RecordPages {
    private static final String START = "/app/me/records/";

    private final Pages pages;
    private final Clock clock;

    RecordPages(Pages pages, Clock clock) {
        this.pages = pages;
        this.clock = clock;
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
        return Hardening.ownForm(pages.records(new RecordsPage(
                caller.site(),
                name,
                collection.title(),
                shown,
                add(caller, question, grant),
                notice,
                prove,
                more,
                caller.leaving())));
    }

    /** Where she adds a record: an address of its own each time, so that what is sent from it twice is added once. */
    private Optional<RecordsPage.Adding> add(Caller caller, Question question, Grant grant) {
        if (!grant.canAdd() || !question.isList()) return Optional.empty();
        var collection = question.collection();
        var word = collection.member().list().word();
        return Optional.of(new RecordsPage.Adding("New " + word, adding(caller, collection, newId())));
    }

    RecordId newId() {
        return RecordId.own(clock.instant(), Randoms.next());
    }

    static String adding(Caller caller, Collection collection, RecordId id) {
        return address(caller, collection, id, "/add");
    }

    /** What was just done, by the address that it led to. */
    static Optional<String> notice(Request request) {
        var saved = Asked.parameter(request, "saved").map(_ -> "Saved.");
        return saved.or(() -> Asked.parameter(request, "deleted").map(_ -> "Deleted."));
    }

    private static Shown shown(Caller caller, Collection collection, Grant grant, RecordId id, List<Row> rows) {
        var name = collection.isSingle() ? Optional.<String>empty() : Optional.of(name(collection, id));
        var isMasked =
                rows.stream().anyMatch(Row::isMasked) && !grant.unmaskable().isEmpty();
        return new Shown(
                name,
                rows,
                grant.isEditable() ? Optional.of(address(caller, collection, id, "/edit")) : Optional.empty(),
                isMasked ? Optional.of(address(caller, collection, id, "/unmask")) : Optional.empty(),
                grant.canDelete() ? Optional.of(address(caller, collection, id, "/delete")) : Optional.empty());
    }

    /** An id that somebody chose says something to people; one that we made does not. */
    private static String name(Collection collection, RecordId id) {
        var word = collection.member().list().word();
        return id.isOwn() ? word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) : id.value();
    }

    static List<Row> rows(Grant grant, MemberRecord record) {
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
        var there = address(caller, collection, question.id());
        var edit = address(caller, collection, question.id().orElseThrow(), "/edit");
        var words = new EditPage.Words("Edit " + collection.title(), "Save " + collection.title());
        return form(status, caller, words, new EditPage.Ways(edit, there), form, problem);
    }

    /** The form of a record that is to be added. */
    Response newForm(
            int status, Caller caller, Collection collection, RecordId id, Form form, Optional<String> problem) {
        var word = collection.member().list().word();
        var words = new EditPage.Words("New " + word, "Save this " + word);
        var ways = new EditPage.Ways(adding(caller, collection, id), address(caller.site(), collection));
        return form(status, caller, words, ways, form, problem);
    }

    private Response form(
            int status, Caller caller, EditPage.Words words, EditPage.Ways ways, Form form, Optional<String> problem) {
        var name = caller.displayName().orElseThrow();
        var page = new EditPage(
                caller.site(),
                name,
                words,
                ways,
                form.version(),
                form.writeId().value(),
                form.inputs(),
                problem,
                caller.leaving());
        return Hardening.ownForm(pages.edit(status, page));
    }

    /** Asks whether a record shall go, and shows which. */
    Response ask(
            int status, Caller caller, Question question, Grant grant, MemberRecord record, Optional<String> problem) {
        var collection = question.collection();
        var page = new DeletePage(
                caller.site(),
                caller.displayName().orElseThrow(),
                collection.title(),
                collection.member().list().word(),
                rows(grant, record),
                address(caller, collection, record.id(), "/delete"),
                address(caller.site(), collection),
                record.version(),
                problem,
                caller.leaving());
        return Hardening.ownForm(pages.delete(status, page));
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
