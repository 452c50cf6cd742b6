package io.cloakroom.gateway;

import io.cloakroom.card.Pages.Link;
import io.cloakroom.http.Headers;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.record.MemberRecord;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.Vault;
import io.cloakroom.session.ProofCookie;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Rooms 4 and 5: opens what was granted, does what was asked, and answers. Nothing else is ever opened for an answer. */
final class Fulfilment {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Vault vault;
    private final Cursors cursors;
    private final ProofCookie proofs;
    private final RecordPages pages;
    private final Problems problems;
    private final Clock clock;

    Fulfilment(Vault vault, Cursors cursors, ProofCookie proofs, RecordPages pages, Problems problems, Clock clock) {
        this.vault = vault;
        this.cursors = cursors;
        this.proofs = proofs;
        this.pages = pages;
        this.problems = problems;
        this.clock = clock;
    }

    Response answer(
            Request request,
            Route.Records route,
            Caller caller,
            Question question,
            Grant grant,
            List<SealedRecord> records) {
        // A member's single record need not be there yet for her to write it.
        var mayBeMissing = route.door() == Door.WINDOW && question.collection().isSingle();
        var isOther = question.collection().isSingle()
                && question.id().filter(id -> !id.equals(RecordId.SELF)).isPresent();
        if (question.id().isPresent() && records.isEmpty() && (isOther || !mayBeMissing)) {
            return problems.answer(request, Problem.notFound());
        }
        return switch (route.errand()) {
            case READ -> read(request, route.door(), caller, question, grant, records);
            case EDIT -> edit(request, caller, question, grant, records);
            case SAVE -> save(request, caller, question, grant, records);
            case UNMASK -> unmask(request, caller, question, grant, records);
        };
    }

    private Response read(
            Request request, Door door, Caller caller, Question question, Grant grant, List<SealedRecord> records) {
        var opened = open(grant, records);
        var next = next(request, caller, question, opened);
        if (door != Door.WINDOW) return Answers.records(caller, question, grant, opened, next);
        var notice = Asked.parameter(request, "saved").map(_ -> "Saved.");
        return pages.read(caller, question, grant, opened, isFresh(request, caller), notice, next);
    }

    /** A full answer may have more behind it; that there is nothing then, the next answer says. */
    private Optional<String> next(Request request, Caller caller, Question question, List<MemberRecord> opened) {
        if (!question.isList() || opened.size() < question.limit()) return Optional.empty();
        return Optional.of(cursors.after(opened.getLast().id(), caller.member(), request));
    }

    private Response edit(Request request, Caller caller, Question question, Grant grant, List<SealedRecord> records) {
        if (!grant.isEditable()) return problems.answer(request, notEditable(caller));
        var form = Form.of(grant, open(grant, records).stream().findFirst());
        return pages.form(200, caller, question, form, Optional.empty());
    }

    private Response save(Request request, Caller caller, Question question, Grant grant, List<SealedRecord> records) {
        if (!grant.isEditable()) return problems.answer(request, notEditable(caller));
        if (!Asked.isOfType(request, FORM)) return problems.answer(request, Asked.wrongType(FORM));
        var form = Asked.form(request).flatMap(sent -> Form.read(grant, sent));
        if (form.isEmpty()) return problems.answer(request, badForm());
        if (!form.get().isRight()) {
            return pages.form(422, caller, question, form.get(), Optional.of("Not saved yet: look at what is marked."));
        }
        var id = question.id().orElseThrow();
        var change = vault.change(
                caller.member(),
                question.collection(),
                id,
                form.get().version(),
                form.get().changes(),
                form.get().writeId());
        return switch (change) {
            case DONE, DONE_BEFORE -> saved(caller, question);
            case ERASED -> problems.answer(request, Problem.notFound());
            case CONFLICT -> conflict(caller, question, form.get(), records);
        };
    }

    private static Response saved(Caller caller, Question question) {
        var address = RecordPages.address(caller, question.collection(), question.id()) + "&saved=1";
        return Hardening.page(Response.of(303)).headers(List.of(new Headers.Line("Location", address)));
    }

    private Response conflict(Caller caller, Question question, Form form, List<SealedRecord> records) {
        var version = records.stream().findFirst().map(SealedRecord::version).orElse(0L);
        var problem =
                "Not saved: the record was changed meanwhile, somewhere else. What you typed is still here. Look at the "
                        + "record in another window, and save again if it is still right.";
        return pages.form(409, caller, question, form.upon(version), Optional.of(problem));
    }

    private Response unmask(
            Request request, Caller caller, Question question, Grant grant, List<SealedRecord> records) {
        if (!isFresh(request, caller)) return problems.answer(request, proveAgain(caller, question));
        var whole = grant.unmasked();
        var notice = Optional.of("Hidden values are shown on this page, and nowhere else.");
        return pages.read(caller, question, whole, open(whole, records), true, notice, Optional.empty());
    }

    private List<MemberRecord> open(Grant grant, List<SealedRecord> records) {
        return records.stream()
                .flatMap(record -> vault.open(record, grant.names()).stream())
                .toList();
    }

    private boolean isFresh(Request request, Caller caller) {
        var cookies = RawCookies.of(request.headers());
        return caller.session()
                .filter(session -> proofs.isFresh(cookies, session, clock.instant()))
                .isPresent();
    }

    private static Problem proveAgain(Caller caller, Question question) {
        return Problem.proveAgain().leadingTo(new Link("Sign in again", RecordPages.prove(caller, question)));
    }

    private static Problem notEditable(Caller caller) {
        return Problem.notByThisWay().to(caller);
    }

    private static Problem badForm() {
        return Problem.of(Code.BAD_REQUEST, "This form is not complete. Open the page once more.")
                .because(Cause.BAD_BODY);
    }
}
