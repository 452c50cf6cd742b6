package io.cloakroom.gateway;

import io.cloakroom.card.Pages.Link;
import io.cloakroom.card.RecordsPage.Row;
import io.cloakroom.card.RecordsPage.Shown;
import io.cloakroom.console.ConsolePages;
import io.cloakroom.console.RecordsView;
import io.cloakroom.gateway.StaffAccount.Deed;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.policy.Decision;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.policy.Policy;
import io.cloakroom.record.MemberRecord;
import io.cloakroom.record.RecordId;
import java.util.List;
import java.util.Optional;

/**
 * The five rooms for the staff's work with a member's records: who asks, what is asked and for which purpose, may she; and
 * only when the ledger has it, what is there is opened as far as granted, and answered.
 */
final class StaffRecords {
    private final StaffDoor door;
    private final StaffAccount account;
    private final People people;
    private final Questions questions;
    private final Loading loading;
    private final Opening opening;
    private final Freshness freshness;
    private final StaffForms forms;
    private final StaffFrames frames;
    private final ConsolePages pages;

    StaffRecords(
            StaffDoor door,
            StaffAccount account,
            People people,
            Questions questions,
            Loading loading,
            Opening opening,
            Freshness freshness,
            StaffForms forms,
            StaffFrames frames,
            ConsolePages pages) {
        this.door = door;
        this.account = account;
        this.people = people;
        this.questions = questions;
        this.loading = loading;
        this.opening = opening;
        this.freshness = freshness;
        this.forms = forms;
        this.frames = frames;
        this.pages = pages;
    }

    List<Route> routes() {
        var page = "/console/members/{sub}/records/{collection}";
        var data = "/app/members/{sub}/collections/{collection}";
        return List.of(
                page("GET", page, Act.READ, this::read),
                page("GET", page + "/{id}", Act.READ, this::read),
                page("GET", page + "/{id}/edit", Act.READ, forms::edit),
                page("POST", page + "/{id}/edit", Act.WRITE, forms::save),
                page("POST", page + "/{id}/unmask", Act.UNMASK, this::unmask),
                data(data),
                data(data + "/{id}"));
    }

    /** What she comes for. */
    @FunctionalInterface
    private interface Work {
        Response answer(StaffVisit visit);
    }

    private Route page(String method, String pattern, Act act, Work work) {
        return new Route.Desk(method, pattern, door.byWindow((request, caller, values) -> {
            var deed = Deed.of(request, caller.member(), act).because(Asked.parameter(request, "purpose"));
            return walk(deed, caller, values, work);
        }));
    }

    /** Read only: whatever changes anything has a page, on which a person can see what she does. */
    private Route data(String pattern) {
        return new Route.Desk("GET", pattern, door.byScript((request, caller, values) -> {
            var purpose = request.headers().only(StaffDoor.PURPOSE_HEADER);
            return walk(Deed.of(request, caller.member(), Act.READ).because(purpose), caller, values, this::data);
        }));
    }

    private Response walk(Deed deed, StaffCaller caller, List<String> values, Work work) {
        var member = people.find(values.getFirst());
        if (member.isEmpty()) return account.refuse(deed, Problem.notFound());
        var about = deed.about(member.get());
        return switch (questions.read(deed.request(), caller.member(), values.subList(1, values.size()))) {
            case Questions.Reading.Unreadable(var problem) -> account.refuse(about, problem);
            case Questions.Reading.Read(var question) -> walk(about, caller, member.get(), question, work);
        };
    }

    private Response walk(Deed deed, StaffCaller caller, MemberId member, Question question, Work work) {
        var purpose = deed.purpose().orElse("");
        return switch (Policy.ofStaff(caller.groups(), question.collection(), purpose)) {
            case Decision.Denied(var why) -> {
                var subject = new Subject(question.collection().id(), question.id(), List.of());
                var choose = new Link("Choose a purpose", ConsoleAddresses.member(member));
                yield account.refuse(deed.on(subject), Problems.of(why).leadingTo(choose));
            }
            case Grant grant -> {
                var records = loading.records(member, question);
                yield work.answer(new StaffVisit(deed.request(), caller, member, question, grant, purpose, records));
            }
        };
    }

    private Response data(StaffVisit visit) {
        if (visit.isForNothing()) return account.refuse(visit.read(), Problem.notFound());
        var opened = opened(visit);
        return Answers.records(Optional.empty(), visit.question(), visit.grant(), opened, next(visit));
    }

    private Response read(StaffVisit visit) {
        if (visit.isForNothing()) return account.refuse(visit.read(), Problem.notFound());
        var opened = opened(visit);
        var isFresh = freshness.isFresh(visit.request(), visit.caller().session());
        var prove = isFresh ? Optional.<String>empty() : Optional.of(prove(visit));
        return page(visit, visit.grant(), opened, prove, RecordPages.notice(visit.request()));
    }

    private List<MemberRecord> opened(StaffVisit visit) {
        account.write(visit.read());
        return opening.open(visit.records(), visit.grant());
    }

    private Optional<String> next(StaffVisit visit) {
        return opening.next(visit.request(), visit.caller().member(), visit.question(), visit.records());
    }

    private static String prove(StaffVisit visit) {
        return ConsoleAddresses.prove(visit.address(""));
    }

    private Response unmask(StaffVisit visit) {
        var hidden = visit.grant().unmaskable();
        var asked = visit.deed(Act.UNMASK, hidden);
        if (hidden.isEmpty()) {
            return account.refuse(asked, Problem.of(Code.FORBIDDEN, "Your groups may not see these values whole."));
        }
        if (!freshness.isFresh(visit.request(), visit.caller().session())) {
            return account.refuse(asked, Problem.proveAgain().leadingTo(new Link("Sign in again", prove(visit))));
        }
        if (visit.records().isEmpty()) return account.refuse(asked, Problem.notFound());
        var whole = visit.grant().unmasked();
        // The others are shown too.
        account.write(visit.deed(Act.UNMASK, StaffVisit.names(whole)));
        var notice = Optional.of("Hidden values are shown on this page, and nowhere else.");
        return page(visit, whole, opening.open(visit.records(), whole), Optional.empty(), notice);
    }

    private Response page(
            StaffVisit visit, Grant grant, List<MemberRecord> opened, Optional<String> prove, Optional<String> notice) {
        var collection = visit.question().collection();
        var rows = opened.isEmpty() && collection.isSingle()
                ? List.of(shown(visit, grant, RecordId.SELF, List.of()))
                : opened.stream()
                        .map(record -> shown(visit, grant, record.id(), RecordPages.rows(grant, record)))
                        .toList();
        var more = next(visit).map(cursor -> visit.address("") + "&cursor=" + cursor);
        var page = new RecordsView(collection.title(), rows, notice, prove, more);
        return Hardening.ownForm(pages.records(frames.of(visit), page));
    }

    private static Shown shown(StaffVisit visit, Grant grant, RecordId id, List<Row> rows) {
        var isMasked =
                rows.stream().anyMatch(Row::isMasked) && !grant.unmaskable().isEmpty();
        var there = Optional.of(id);
        return new Shown(
                visit.question().collection().isSingle() ? Optional.empty() : Optional.of(id.value()),
                rows,
                grant.isEditable() ? Optional.of(visit.address(there, "/edit")) : Optional.empty(),
                isMasked ? Optional.of(visit.address(there, "/unmask")) : Optional.empty(),
                Optional.empty());
    }
}
