package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.hosted.PageForms.Form;
import io.cloakroom.userpool.hosted.PendingSignIns.Pending;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.pages.FormView.Button;
import io.cloakroom.userpool.signin.Next;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Factor;
import io.cloakroom.userpool.store.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code GET} and {@code POST /login/factor}: which of her second factors somebody wants to show. */
public final class FactorEndpoint {
    static final String PATH = "/login/factor";

    private static final String TOO_MANY = "Too many codes were sent. Try again in an hour, or take another way.";

    private final Database database;
    private final HostedRequests requests;
    private final PageForms forms;
    private final PendingSignIns pending;
    private final NextSteps next;

    FactorEndpoint(
            Database database, HostedRequests requests, PageForms forms, PendingSignIns pending, NextSteps next) {
        this.database = database;
        this.requests = requests;
        this.forms = forms;
        this.pending = pending;
        this.next = next;
    }

    public Response show(Request request) {
        return requests.answer(
                request,
                asked -> find(request, asked)
                        .map(found -> forms.show(request, PATH, asked, form(asked, found)))
                        .orElseGet(() -> NextSteps.startAgain(asked)));
    }

    public Response submit(Request request) {
        return requests.answer(
                request,
                asked -> find(request, asked)
                        .map(found -> forms.take(
                                request,
                                (status, words) -> forms.fault(request, PATH, asked, status, form(asked, found), words),
                                form -> choose(request, asked, found, form)))
                        .orElseGet(() -> NextSteps.startAgain(asked)));
    }

    private Optional<Pending> find(Request request, AuthorizeRequest asked) {
        return database.answer(
                tables -> pending.find(tables, request, asked.pool().id(), Kind.SELECT_MFA_TYPE));
    }

    private Response choose(Request request, AuthorizeRequest asked, Pending found, Parameters form) {
        return database.answer(tables -> choose(tables, request, asked, found, form))
                .orElseGet(() -> forms.fault(request, PATH, asked, 429, form(asked, found), TOO_MANY));
    }

    private Optional<Response> choose(
            Tables tables, Request request, AuthorizeRequest asked, Pending found, Parameters form) {
        var chosen = form.get("do")
                .flatMap(name -> choices(found).stream()
                        .filter(factor -> factor.name().equals(name))
                        .findFirst());
        return chosen.flatMap(factor -> next.go(tables, request, asked, new Next.Prove(found.user(), factor)));
    }

    private static List<Factor> choices(Pending found) {
        var names = List.of(
                found.challenge().detail().getOrDefault(NextSteps.CHOICES, "").split(" ", -1));
        return Arrays.stream(Factor.values())
                .filter(factor -> names.contains(factor.name()))
                .toList();
    }

    private static Form form(AuthorizeRequest asked, Pending found) {
        var buttons = choices(found).stream()
                .map(factor -> new Button(factor.name(), words(factor)))
                .toList();
        return new Form(
                "Show that it is you",
                List.of("Your password was right. Choose what else to show."),
                List.of(),
                List.of(),
                buttons,
                List.of(PageForms.toSignIn(asked)));
    }

    private static String words(Factor factor) {
        return switch (factor) {
            case SOFTWARE_TOKEN -> "Code of my authenticator app";
            case SMS -> "Code by text message";
            case EMAIL -> "Code by e-mail";
        };
    }
}
