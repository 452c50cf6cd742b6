package io.cloakroom.gateway;

import io.cloakroom.console.ConsolePages;
import io.cloakroom.console.EditView;
import io.cloakroom.gateway.StaffAccount.Deed;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.Vault;
import java.util.List;
import java.util.Optional;

/** Rooms 4 and 5 where the staff change a member's record: the form, and what came of it. */
final class StaffForms {
    private final StaffAccount account;
    private final Opening opening;
    private final Vault vault;
    private final StaffFrames frames;
    private final ConsolePages pages;

    StaffForms(StaffAccount account, Opening opening, Vault vault, StaffFrames frames, ConsolePages pages) {
        this.account = account;
        this.opening = opening;
        this.vault = vault;
        this.frames = frames;
        this.pages = pages;
    }

    Response edit(StaffVisit visit) {
        return ifEditable(visit, visit.deed(Act.READ, List.of()), () -> {
            account.write(visit.read());
            var opened = opening.open(visit.records(), visit.grant());
            return form(200, visit, Form.of(visit.grant(), opened.stream().findFirst()), Optional.empty());
        });
    }

    @FunctionalInterface
    private interface Work {
        Response answer();
    }

    private Response ifEditable(StaffVisit visit, Deed asked, Work work) {
        if (!visit.grant().isEditable()) return account.refuse(asked, notEditable());
        return visit.isForNothing() ? account.refuse(asked, Problem.notFound()) : work.answer();
    }

    private static Problem notEditable() {
        return Problem.of(Code.FORBIDDEN, "Your groups may not change this for that purpose.");
    }

    Response save(StaffVisit visit) {
        var request = visit.request();
        var asked = visit.deed(Act.WRITE, List.of());
        return ifEditable(visit, asked, () -> {
            if (!Asked.isForm(request)) return account.refuse(asked, Asked.notAForm());
            var stored = opening.open(visit.records(), visit.grant()).stream().findFirst();
            var form = Asked.form(request).flatMap(sent -> Form.read(visit.grant(), sent, stored));
            return form.map(sent -> save(visit, sent)).orElseGet(() -> account.refuse(asked, Fulfilment.badForm()));
        });
    }

    private Response save(StaffVisit visit, Form form) {
        if (!form.isRight()) {
            account.write(visit.deed(Act.READ, List.of()));
            return form(422, visit, form, Optional.of("Not saved yet: look at what is marked."));
        }
        var deed = visit.deed(Act.WRITE, form.changed(visit.grant()));
        account.write(deed);
        var change = vault.change(
                visit.member(),
                visit.question().collection(),
                visit.question().id().orElseThrow(),
                form.version(),
                form.changes(),
                form.writeId());
        return switch (change) {
            case DONE, DONE_BEFORE -> Answers.goTo(visit.address("") + "&saved=1");
            case ERASED -> account.refuse(deed, Problem.notFound());
            case CONFLICT -> conflict(visit, deed, form);
            case TOO_LARGE -> tooLarge(visit, deed, form);
        };
    }

    private Response tooLarge(StaffVisit visit, Deed deed, Form form) {
        account.refused(deed, Fulfilment.RECORD_TOO_LARGE);
        return form(422, visit, form, Optional.of(Fulfilment.RECORD_TOO_LARGE.detail()));
    }

    private Response conflict(StaffVisit visit, Deed deed, Form form) {
        account.refused(deed, Fulfilment.CONFLICT);
        var version =
                visit.records().stream().findFirst().map(SealedRecord::version).orElse(0L);
        return form(409, visit, form.upon(version), Optional.of(Fulfilment.CHANGED_MEANWHILE));
    }

    private Response form(int status, StaffVisit visit, Form form, Optional<String> problem) {
        var page = new EditView(
                visit.question().collection().title(),
                visit.address("/edit"),
                visit.address(""),
                form.version(),
                form.writeId().value(),
                form.inputs(),
                problem);
        return Hardening.ownForm(pages.edit(status, frames.of(visit), page));
    }
}
