package io.cloakroom.gateway;

import io.cloakroom.card.Pages.Link;
import io.cloakroom.card.RecordsPage.Row;
import io.cloakroom.card.RecordsPage.Shown;
import io.cloakroom.console.ConsolePages;
import io.cloakroom.console.EditView;
import io.cloakroom.console.Frame;
import io.cloakroom.console.RecordsView;
import io.cloakroom.gateway.StaffAccount.Deed;
import io.cloakroom.http.Headers;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.policy.Decision;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.policy.Policy;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.MemberRecord;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.Vault;
import io.cloakroom.session.ProofCookie;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The five rooms for the staff's work with a member's records: who asks, what is asked and for which purpose, may she; and
 * only when the ledger has it, what is there, opened as far as granted, and the answer.
 */
final class StaffRecords {
    /** What somebody of the staff wants with records. */
    private enum Task {
        READ,
        EDIT,
        SAVE,
        UNMASK
    }

    private final StaffDoor door;
    private final StaffAccount account;
    private final People people;
    private final Questions questions;
    private final RecordStore records;
    private final Vault vault;
    private final Cursors cursors;
    private final ProofCookie proofs;
    private final StaffFrames frames;
    private final ConsolePages pages;
    private final Problems problems;
    private final Clock clock;

    StaffRecords(
            StaffDoor door,
            StaffAccount account,
            People people,
            Questions questions,
            Parts parts,
            Vault vault,
            Cursors cursors,
            StaffFrames frames,
            ConsolePages pages,
            Problems problems) {
        this.door = door;
        this.account = account;
        this.people = people;
        this.questions = questions;
        this.records = parts.records();
        this.vault = vault;
        this.cursors = cursors;
        this.proofs = new ProofCookie(parts.gatewayKey());
        this.frames = frames;
        this.pages = pages;
        this.problems = problems;
        this.clock = parts.clock();
    }

    List<Route> routes() {
        var page = "/console/members/{sub}/records/{collection}";
        var data = "/app/members/{sub}/collections/{collection}";
        return List.of(
                route("GET", page, Task.READ),
                route("GET", page + "/{id}", Task.READ),
                route("GET", page + "/{id}/edit", Task.EDIT),
                route("POST", page + "/{id}/edit", Task.SAVE),
                route("POST", page + "/{id}/unmask", Task.UNMASK),
                new Route.Desk("GET", data, this::data),
                new Route.Desk("GET", data + "/{id}", this::data));
    }

    private Route route(String method, String pattern, Task task) {
        return new Route.Desk(method, pattern, (request, values) -> page(request, values, task));
    }

    private Response page(Request request, List<String> values, Task task) {
        var purpose = Asked.parameter(request, "purpose").orElse("");
        return walk(request, door.byWindow(request), values, task, purpose, true);
    }

    /** Read only: whatever changes anything has a page, on which a person can see what she does. */
    private Response data(Request request, List<String> values) {
        var purpose = request.headers().only(StaffDoor.PURPOSE_HEADER).orElse("");
        return walk(request, door.byScript(request), values, Task.READ, purpose, false);
    }

    /** One walk, all that the first rooms found out. */
    private record Visit(
            Request request,
            StaffCaller caller,
            MemberId member,
            Question question,
            Grant grant,
            String purpose,
            boolean isPage) {
        Deed deed(Act act, Optional<RecordId> record, List<FieldName> fields) {
            var subject = new Subject(question.collection().id(), record, fields);
            return new Deed(
                    request, caller.member(), act, Optional.of(member), Optional.of(subject), Optional.of(purpose));
        }

        String address(String errand) {
            return ConsoleAddresses.records(member, question.collection(), question.id(), errand, purpose);
        }
    }

    private Response walk(
            Request request,
            StaffDoor.Outcome outcome,
            List<String> values,
            Task task,
            String purpose,
            boolean isPage) {
        return switch (outcome) {
            case StaffDoor.Outcome.Refused refused -> problems.answer(request, refused.problem());
            case StaffDoor.Outcome.Known(var caller) -> {
                var deed = new Deed(
                        request, caller.member(), act(task), Optional.empty(), Optional.empty(), Optional.of(purpose));
                var known = people.find(values.getFirst());
                if (known.isEmpty()) yield account.refuse(deed, Problem.notFound());
                var member = known.get();
                yield switch (questions.read(request, caller.member(), values.subList(1, values.size()))) {
                    case Questions.Reading.Unreadable(var problem) -> account.refuse(deed.about(member), problem);
                    case Questions.Reading.Read(var question) ->
                        decide(deed.about(member), caller, member, question, task, purpose, isPage);
                };
            }
        };
    }

    private static Act act(Task task) {
        return switch (task) {
            case READ, EDIT -> Act.READ;
            case SAVE -> Act.WRITE;
            case UNMASK -> Act.UNMASK;
        };
    }

    private Response decide(
            Deed deed,
            StaffCaller caller,
            MemberId member,
            Question question,
            Task task,
            String purpose,
            boolean isPage) {
        return switch (Policy.ofStaff(caller.groups(), question.collection(), purpose)) {
            case Decision.Denied(var why) -> {
                var subject = new Subject(question.collection().id(), question.id(), List.of());
                yield account.refuse(deed.on(subject), Problems.of(why).leadingTo(backTo(member)));
            }
            case Grant grant ->
                answer(new Visit(deed.request(), caller, member, question, grant, purpose, isPage), task);
        };
    }

    private static Link backTo(MemberId member) {
        return new Link("Choose a purpose", ConsoleAddresses.member(member));
    }

    private Response answer(Visit visit, Task task) {
        return switch (task) {
            case READ -> read(visit);
            case EDIT -> edit(visit);
            case SAVE -> save(visit);
            case UNMASK -> unmask(visit);
        };
    }

    private List<SealedRecord> load(Visit visit) {
        var question = visit.question();
        var collection = question.collection();
        var id = collection.isSingle() ? Optional.of(question.id().orElse(RecordId.SELF)) : question.id();
        return id.map(one -> records.find(visit.member(), collection.id(), one).stream()
                        .toList())
                .orElseGet(() -> records.list(visit.member(), collection.id(), question.after(), question.limit()));
    }

    private static boolean isForNothing(Visit visit, List<SealedRecord> found) {
        var isSingles = visit.question().collection().isSingle()
                && visit.question().id().equals(Optional.of(RecordId.SELF));
        return visit.question().id().isPresent() && found.isEmpty() && !isSingles;
    }

    private Response read(Visit visit) {
        var found = load(visit);
        var asked = visit.deed(Act.READ, visit.question().id(), List.of());
        if (isForNothing(visit, found)) return account.refuse(asked, Problem.notFound());
        account.write(
                found.isEmpty() ? asked : visit.deed(Act.READ, visit.question().id(), names(visit.grant())));
        var notice = Asked.parameter(visit.request(), "saved").map(_ -> "Saved.");
        return shown(visit, visit.grant(), open(found, visit.grant()), isFresh(visit), notice);
    }

    private static List<FieldName> names(Grant grant) {
        return grant.fields().stream().map(showing -> showing.field().name()).toList();
    }

    private List<MemberRecord> open(List<SealedRecord> found, Grant grant) {
        return found.stream()
                .flatMap(record -> vault.open(record, grant.names()).stream())
                .toList();
    }

    private Response shown(
            Visit visit, Grant grant, List<MemberRecord> opened, boolean isFresh, Optional<String> notice) {
        var next = next(visit, opened);
        if (!visit.isPage()) return Answers.records(Optional.empty(), visit.question(), grant, opened, next);
        var collection = visit.question().collection();
        var rows = opened.isEmpty() && collection.isSingle()
                ? List.of(shown(visit, grant, RecordId.SELF, List.of()))
                : opened.stream()
                        .map(record -> shown(visit, grant, record.id(), RecordPages.rows(grant, record)))
                        .toList();
        var prove = isFresh ? Optional.<String>empty() : Optional.of(ConsoleAddresses.prove(visit.address("")));
        var more = next.map(cursor -> visit.address("") + "&cursor=" + cursor);
        var page = new RecordsView(collection.title(), rows, notice, prove, more);
        return Hardening.ownForm(pages.records(frame(visit), page));
    }

    private Optional<String> next(Visit visit, List<MemberRecord> opened) {
        if (!visit.question().isList() || opened.size() < visit.question().limit()) return Optional.empty();
        var last = opened.getLast().id();
        return Optional.of(cursors.after(last, visit.caller().member(), visit.request()));
    }

    private static Shown shown(Visit visit, Grant grant, RecordId id, List<Row> rows) {
        var collection = visit.question().collection();
        var isMasked =
                rows.stream().anyMatch(Row::isMasked) && !grant.unmaskable().isEmpty();
        return new Shown(
                collection.isSingle() ? Optional.empty() : Optional.of(id.value()),
                rows,
                grant.isEditable() ? Optional.of(address(visit, id, "/edit")) : Optional.empty(),
                isMasked ? Optional.of(address(visit, id, "/unmask")) : Optional.empty(),
                Optional.empty());
    }

    private static String address(Visit visit, RecordId id, String errand) {
        return ConsoleAddresses.records(
                visit.member(), visit.question().collection(), Optional.of(id), errand, visit.purpose());
    }

    private Frame frame(Visit visit) {
        return frames.of(visit.caller(), visit.member(), Optional.of(visit.purpose()));
    }

    private Response edit(Visit visit) {
        var found = load(visit);
        var id = visit.question().id();
        var asked = visit.deed(Act.READ, id, List.of());
        if (!visit.grant().isEditable()) return account.refuse(asked, notEditable());
        if (isForNothing(visit, found)) return account.refuse(asked, Problem.notFound());
        account.write(found.isEmpty() ? asked : visit.deed(Act.READ, id, names(visit.grant())));
        var form = Form.of(visit.grant(), open(found, visit.grant()).stream().findFirst());
        return form(200, visit, form, Optional.empty());
    }

    private static Problem notEditable() {
        return Problem.of(Code.FORBIDDEN, "Your groups may not change this for that purpose.");
    }

    private Response save(Visit visit) {
        var request = visit.request();
        var id = visit.question().id();
        var asked = visit.deed(Act.WRITE, id, List.of());
        if (!visit.grant().isEditable()) return account.refuse(asked, notEditable());
        if (!Asked.isForm(request)) return account.refuse(asked, Asked.notAForm());
        if (isForNothing(visit, load(visit))) return account.refuse(asked, Problem.notFound());
        var form = Asked.form(request).flatMap(sent -> Form.read(visit.grant(), sent));
        if (form.isEmpty()) return account.refuse(asked, Fulfilment.badForm());
        if (!form.get().isRight()) {
            account.write(visit.deed(Act.READ, id, List.of()));
            return form(422, visit, form.get(), Optional.of("Not saved yet: look at what is marked."));
        }
        return save(visit, form.get());
    }

    private Response save(Visit visit, Form form) {
        var collection = visit.question().collection();
        var changed = collection.fields().stream()
                .map(field -> field.name())
                .filter(form.changes()::containsKey)
                .toList();
        var deed = visit.deed(Act.WRITE, visit.question().id(), changed);
        account.write(deed);
        var id = visit.question().id().orElseThrow();
        var change = vault.change(visit.member(), collection, id, form.version(), form.changes(), form.writeId());
        return switch (change) {
            case DONE, DONE_BEFORE -> saved(visit);
            case ERASED -> account.refuse(deed, Problem.notFound());
            case CONFLICT -> conflict(visit, deed, form);
        };
    }

    private static Response saved(Visit visit) {
        var address = new Headers.Line("Location", visit.address("") + "&saved=1");
        return Hardening.page(Response.of(303)).headers(List.of(address));
    }

    private Response conflict(Visit visit, Deed deed, Form form) {
        account.refused(deed, Fulfilment.CONFLICT);
        var version =
                load(visit).stream().findFirst().map(SealedRecord::version).orElse(0L);
        return form(409, visit, form.upon(version), Optional.of(Fulfilment.CHANGED_MEANWHILE));
    }

    private Response form(int status, Visit visit, Form form, Optional<String> problem) {
        var page = new EditView(
                visit.question().collection().title(),
                visit.address("/edit"),
                visit.address(""),
                form.version(),
                form.writeId().value(),
                form.inputs(),
                problem);
        return Hardening.ownForm(pages.edit(status, frame(visit), page));
    }

    private Response unmask(Visit visit) {
        var fields = visit.grant().unmaskable();
        var deed = visit.deed(Act.UNMASK, visit.question().id(), fields);
        if (fields.isEmpty()) {
            return account.refuse(deed, Problem.of(Code.FORBIDDEN, "Your groups may not see these values whole."));
        }
        if (!isFresh(visit)) {
            var link = new Link("Sign in again", ConsoleAddresses.prove(visit.address("")));
            return account.refuse(deed, Problem.proveAgain().leadingTo(link));
        }
        var found = load(visit);
        if (found.isEmpty()) return account.refuse(deed, Problem.notFound());
        var whole = visit.grant().unmasked();
        // The others are shown too.
        account.write(visit.deed(Act.UNMASK, visit.question().id(), names(whole)));
        var notice = Optional.of("Hidden values are shown on this page, and nowhere else.");
        return shown(visit, whole, open(found, whole), true, notice);
    }

    private boolean isFresh(Visit visit) {
        var cookies = RawCookies.of(visit.request().headers());
        return proofs.isFresh(cookies, visit.caller().session(), clock.instant());
    }
}
