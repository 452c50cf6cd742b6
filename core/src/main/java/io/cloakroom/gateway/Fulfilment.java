package io.cloakroom.gateway;

import io.cloakroom.card.Leaving;
import io.cloakroom.card.Pages.Link;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.MemberRecord;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.Vault;
import io.cloakroom.upkeep.Erasures;
import io.cloakroom.upkeep.Erasures.Standing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rooms 4 and 5: opens what was granted, does what was asked, and answers. Nothing else is ever opened for an answer. */
final class Fulfilment {
    static final String CHANGED_MEANWHILE =
            "Not saved: the record was changed meanwhile, somewhere else. What you typed is still here. Look at the record in "
                    + "another window, and save again if it is still right.";
    static final Problem RECORD_TOO_LARGE = Problem.of(
            Code.TOO_LARGE,
            String.format(
                    Locale.ROOT,
                    "Not saved: with this the record would be larger than %,d bytes, which is as much as one holds. What you "
                            + "typed is still here. Shorten it, and save again.",
                    SealedRecord.BYTES_MAX));
    static final Problem CONFLICT = Problem.of(Code.CONFLICT, "Changed meanwhile.");

    private final Vault vault;
    private final Erasures erasures;
    private final Opening opening;
    private final Freshness freshness;
    private final RecordPages pages;
    private final RecordLists lists;
    private final Account account;
    private final Problems problems;

    Fulfilment(
            Vault vault,
            Erasures erasures,
            Opening opening,
            Freshness freshness,
            RecordPages pages,
            RecordLists lists,
            Account account,
            Problems problems) {
        this.account = account;
        this.vault = vault;
        this.erasures = erasures;
        this.opening = opening;
        this.freshness = freshness;
        this.pages = pages;
        this.lists = lists;
        this.problems = problems;
    }

    /**
     * One walk's last two rooms, all that the first three found out.
     *
     * @param records still sealed
     */
    record Visit(
            Request request,
            Route.Records route,
            Caller caller,
            Question question,
            Grant grant,
            List<SealedRecord> records) {
        private Visit under(Optional<Leaving> above) {
            return new Visit(request, route, caller.under(above), question, grant, records);
        }

        /** A member's single record need not be there yet for her to write it on her own page. */
        private boolean isForNothing() {
            var isForm = route.door() == Door.WINDOW && question.isSelf();
            return question.id().isPresent() && records.isEmpty() && !isForm && !isOfList();
        }

        /** Such errands look for themselves whether their record is there. */
        private boolean isOfList() {
            return switch (route.errand()) {
                case NEW, ADD, ASK, DELETE -> true;
                case READ, EDIT, SAVE, UNMASK -> false;
            };
        }
    }

    /** Her own pages say how she stands, above all else that they show. */
    Response answer(Visit visit) {
        if (visit.route().door() != Door.WINDOW) return fulfil(visit);
        return switch (erasures.standing(visit.caller().member())) {
            case Standing.Gone gone -> problems.answer(visit.request(), Problem.erased(gone));
            case Standing standing ->
                fulfil(visit.under(LeavingWords.above(standing, visit.caller().site())));
        };
    }

    private Response fulfil(Visit visit) {
        if (visit.isForNothing()) return refuse(visit, Problem.notFound());
        return switch (visit.route().errand()) {
            case READ -> read(visit);
            case EDIT -> edit(visit);
            case SAVE -> save(visit);
            case NEW, ADD, ASK, DELETE -> lists.answer(visit);
            case UNMASK -> unmask(visit);
        };
    }

    private Response read(Visit visit) {
        var opened = open(visit, visit.grant());
        account.read(visit.request(), visit.caller(), visit.question(), shown(visit.grant(), opened));
        var next = next(visit);
        if (visit.route().door() != Door.WINDOW) {
            return Answers.records(visit.caller(), visit.question(), visit.grant(), opened, next);
        }
        var notice = RecordPages.notice(visit.request());
        return pages.read(visit.caller(), visit.question(), visit.grant(), opened, isFresh(visit), notice, next);
    }

    private Optional<String> next(Visit visit) {
        return opening.next(visit.request(), visit.caller().member(), visit.question(), visit.records());
    }

    private static List<FieldName> shown(Grant grant, List<MemberRecord> opened) {
        return grant.fields().stream()
                .map(showing -> showing.field().name())
                .filter(name ->
                        opened.stream().anyMatch(record -> record.fields().containsKey(name)))
                .toList();
    }

    private Response refuse(Visit visit, Problem problem) {
        account.refused(
                visit.request(), visit.caller(), visit.question(), visit.route().errand(), problem);
        return problems.answer(visit.request(), problem);
    }

    private Response edit(Visit visit) {
        if (!visit.grant().isEditable()) return refuse(visit, notEditable(visit.caller()));
        var opened = open(visit, visit.grant());
        account.read(visit.request(), visit.caller(), visit.question(), shown(visit.grant(), opened));
        var form = Form.of(visit.grant(), opened.stream().findFirst());
        return pages.form(200, visit.caller(), visit.question(), form, Optional.empty());
    }

    private Response save(Visit visit) {
        var request = visit.request();
        if (!visit.grant().isEditable()) return refuse(visit, notEditable(visit.caller()));
        if (!Asked.isForm(request)) return refuse(visit, Asked.notAForm());
        var stored = open(visit, visit.grant()).stream().findFirst();
        var form = Asked.form(request).flatMap(sent -> Form.read(visit.grant(), sent, stored));
        return form.map(sent -> save(visit, sent)).orElseGet(() -> refuse(visit, badForm()));
    }

    private Response save(Visit visit, Form form) {
        var question = visit.question();
        if (!form.isRight()) {
            var problem = Optional.of("Not saved yet: look at what is marked.");
            return pages.form(422, visit.caller(), question, form, problem);
        }
        account.before(Act.WRITE, visit.request(), visit.caller(), question, form.changed(visit.grant()));
        var change = vault.change(
                visit.caller().member(),
                question.collection(),
                question.id().orElseThrow(),
                form.version(),
                form.changes(),
                form.writeId());
        return switch (change) {
            case DONE, DONE_BEFORE -> saved(visit.caller(), question);
            case ERASED -> refuse(visit, Problem.notFound());
            case CONFLICT -> conflict(visit, form);
            case TOO_LARGE -> tooLarge(visit, form);
        };
    }

    private Response tooLarge(Visit visit, Form form) {
        account.refused(visit.request(), visit.caller(), visit.question(), Errand.SAVE, RECORD_TOO_LARGE);
        return pages.form(422, visit.caller(), visit.question(), form, Optional.of(RECORD_TOO_LARGE.detail()));
    }

    private static Response saved(Caller caller, Question question) {
        return Answers.goTo(RecordPages.address(caller, question.collection(), question.id()) + "&saved=1");
    }

    private Response conflict(Visit visit, Form form) {
        var version =
                visit.records().stream().findFirst().map(SealedRecord::version).orElse(0L);
        account.refused(visit.request(), visit.caller(), visit.question(), Errand.SAVE, CONFLICT);
        return pages.form(409, visit.caller(), visit.question(), form.upon(version), Optional.of(CHANGED_MEANWHILE));
    }

    private Response unmask(Visit visit) {
        if (!isFresh(visit)) return refuse(visit, proveAgain(visit.caller(), visit.question()));
        var whole = visit.grant().unmasked();
        var opened = open(visit, whole);
        account.before(Act.UNMASK, visit.request(), visit.caller(), visit.question(), shown(whole, opened));
        var notice = Optional.of("Hidden values are shown on this page, and nowhere else.");
        return pages.read(visit.caller(), visit.question(), whole, opened, true, notice, Optional.empty());
    }

    private List<MemberRecord> open(Visit visit, Grant grant) {
        return opening.open(visit.records(), grant);
    }

    private boolean isFresh(Visit visit) {
        return freshness.isFresh(visit.request(), visit.caller());
    }

    private static Problem proveAgain(Caller caller, Question question) {
        return Problem.proveAgain().leadingTo(new Link("Sign in again", RecordPages.prove(caller, question)));
    }

    private static Problem notEditable(Caller caller) {
        return Problem.notByThisWay().to(caller);
    }

    static Problem badForm() {
        return Problem.of(Code.BAD_REQUEST, "This form is not complete. Open the page once more.")
                .because(Cause.BAD_BODY);
    }
}
