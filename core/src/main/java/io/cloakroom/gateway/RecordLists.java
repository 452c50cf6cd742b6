package io.cloakroom.gateway;

import io.cloakroom.gateway.Fulfilment.Visit;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Field;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.MemberRecord;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.Vault;
import java.util.Optional;
import java.util.Set;

/** Rooms 4 and 5 for a list of records as a whole: a member adds to hers, and takes away. */
final class RecordLists {
    private static final Problem CONFLICT = Problem.of(Code.CONFLICT, "There is no room for it, or it was changed.");

    private final Vault vault;
    private final Opening opening;
    private final RecordPages pages;
    private final Problems problems;
    private final Account account;

    RecordLists(Vault vault, Opening opening, RecordPages pages, Account account, Problems problems) {
        this.vault = vault;
        this.opening = opening;
        this.pages = pages;
        this.problems = problems;
        this.account = account;
    }

    Response answer(Visit visit) {
        return switch (visit.route().errand()) {
            case NEW -> ifMayAdd(visit, this::form);
            case ADD -> ifMayAdd(visit, this::add);
            case ASK -> ifMayDelete(visit, this::ask);
            case DELETE -> ifMayDelete(visit, this::delete);
            case READ, EDIT, SAVE, UNMASK -> throw new IllegalArgumentException("an errand of one record");
        };
    }

    @FunctionalInterface
    private interface Work {
        Response answer(Visit visit);
    }

    private Response ifMayAdd(Visit visit, Work work) {
        if (!visit.grant().canAdd()) return refuse(visit, notByThisWay(visit));
        return id(visit).isOwn() ? work.answer(visit) : refuse(visit, Problem.notFound());
    }

    private Response ifMayDelete(Visit visit, Work work) {
        return visit.grant().canDelete() ? work.answer(visit) : refuse(visit, notByThisWay(visit));
    }

    private static Problem notByThisWay(Visit visit) {
        return Problem.notByThisWay().to(visit.caller());
    }

    private Response refuse(Visit visit, Problem problem) {
        refused(visit, problem);
        return problems.answer(visit.request(), problem);
    }

    private Response form(Visit visit) {
        // Somebody came back to a form that is long saved.
        if (!visit.records().isEmpty()) {
            return Answers.goTo(RecordPages.adding(visit.caller(), collection(visit), pages.newId()));
        }
        var form = Form.of(visit.grant(), Optional.empty());
        return pages.newForm(200, visit.caller(), collection(visit), id(visit), form, Optional.empty());
    }

    private Response add(Visit visit) {
        var request = visit.request();
        if (!Asked.isForm(request)) return refuse(visit, Asked.notAForm());
        var form = Asked.form(request)
                .flatMap(sent -> Form.read(visit.grant(), sent, Optional.empty()))
                .filter(sent -> sent.version() == 0);
        return form.map(sent -> add(visit, sent)).orElseGet(() -> refuse(visit, Fulfilment.badForm()));
    }

    private Response add(Visit visit, Form form) {
        if (!form.isRight()) return again(422, visit, id(visit), form, "Not saved yet: look at what is marked.");
        if (form.values().isEmpty()) return again(422, visit, id(visit), form, "Not saved yet: nothing is filled in.");
        var wasThere = visit.records().stream().findFirst();
        if (wasThere.isPresent() && wasThere.get().writeId().equals(Optional.of(form.writeId()))) return saved(visit);
        before(Act.WRITE, visit, form.values().keySet());
        var member = visit.caller().member();
        return switch (vault.add(member, collection(visit), id(visit), form.values(), form.writeId())) {
            case DONE, DONE_BEFORE -> saved(visit);
            case ERASED -> refuse(visit, Problem.notFound());
            case THERE -> {
                refused(visit, CONFLICT);
                var problem =
                        "Not saved: this form was saved before, with something else in it. Save again to add this too.";
                yield again(409, visit, pages.newId(), form.upon(0), problem);
            }
            case TOO_LARGE -> {
                refused(visit, Fulfilment.RECORD_TOO_LARGE);
                yield again(422, visit, id(visit), form, Fulfilment.RECORD_TOO_LARGE.detail());
            }
            case FULL -> {
                refused(visit, CONFLICT);
                yield again(409, visit, id(visit), form, full(collection(visit)));
            }
        };
    }

    private static String full(Collection collection) {
        var most = collection.member().list().recordsMax();
        return "Not saved: no more than " + most + " that you have added fit here. Delete one, then save again.";
    }

    private Response again(int status, Visit visit, RecordId id, Form form, String problem) {
        return pages.newForm(status, visit.caller(), collection(visit), id, form, Optional.of(problem));
    }

    private static Response saved(Visit visit) {
        return Answers.goTo(RecordPages.address(visit.caller().site(), collection(visit)) + "&saved=1");
    }

    private Response ask(Visit visit) {
        return opened(visit)
                .map(record ->
                        pages.ask(200, visit.caller(), visit.question(), visit.grant(), record, Optional.empty()))
                .orElseGet(() -> refuse(visit, Problem.notFound()));
    }

    private Response delete(Visit visit) {
        var request = visit.request();
        if (!Asked.isForm(request)) return refuse(visit, Asked.notAForm());
        return Asked.form(request)
                .flatMap(sent -> sent.get("version"))
                .flatMap(Form::version)
                .map(version -> delete(visit, version))
                .orElseGet(() -> refuse(visit, Fulfilment.badForm()));
    }

    private Response delete(Visit visit, long version) {
        var record = visit.records().stream().findFirst();
        // Sent twice: what she wanted is so.
        if (record.isEmpty()) return deleted(visit);
        if (record.get().version() != version) return changed(visit);
        before(Act.DELETE, visit, record.get().values().keySet());
        if (vault.delete(visit.caller().member(), collection(visit), id(visit), version)) return deleted(visit);
        refused(visit, CONFLICT);
        // Between our look and the delete somebody else was here; what is there by now, the list shows.
        return Answers.goTo(RecordPages.address(visit.caller().site(), collection(visit)));
    }

    private Response changed(Visit visit) {
        refused(visit, CONFLICT);
        var problem = "Not deleted: it was changed meanwhile, somewhere else. This is what it holds now.";
        return opened(visit)
                .map(record ->
                        pages.ask(409, visit.caller(), visit.question(), visit.grant(), record, Optional.of(problem)))
                .orElseGet(() -> refuse(visit, Problem.notFound()));
    }

    private static Response deleted(Visit visit) {
        return Answers.goTo(RecordPages.address(visit.caller().site(), collection(visit)) + "&deleted=1");
    }

    /** What is shown of it, and written down as read. */
    private Optional<MemberRecord> opened(Visit visit) {
        var opened = opening.open(visit.records(), visit.grant()).stream().findFirst();
        opened.ifPresent(record -> account.read(
                visit.request(),
                visit.caller(),
                visit.question(),
                visit.grant().fields().stream()
                        .map(showing -> showing.field().name())
                        .filter(record.fields()::containsKey)
                        .toList()));
        return opened;
    }

    private void before(Act act, Visit visit, Set<FieldName> names) {
        var fields = collection(visit).fields().stream()
                .map(Field::name)
                .filter(names::contains)
                .toList();
        account.before(act, visit.request(), visit.caller(), visit.question(), fields);
    }

    private void refused(Visit visit, Problem problem) {
        account.refused(
                visit.request(), visit.caller(), visit.question(), visit.route().errand(), problem);
    }

    private static Collection collection(Visit visit) {
        return visit.question().collection();
    }

    private static RecordId id(Visit visit) {
        return visit.question().id().orElseThrow();
    }
}
