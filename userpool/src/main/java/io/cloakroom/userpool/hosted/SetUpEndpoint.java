package io.cloakroom.userpool.hosted;

import io.cloakroom.config.Secret;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.hosted.PageForms.Form;
import io.cloakroom.userpool.hosted.PendingSignIns.Pending;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.pages.FormView.Button;
import io.cloakroom.userpool.pages.FormView.Field;
import io.cloakroom.userpool.pages.Pages;
import io.cloakroom.userpool.pages.QrPicture;
import io.cloakroom.userpool.pages.SetUpView;
import io.cloakroom.userpool.signin.Methods;
import io.cloakroom.userpool.signin.Steps;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Factor;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** {@code GET} and {@code POST /login/set-up}: an authenticator app, for who needs a second factor and has none. */
public final class SetUpEndpoint {
    static final String PATH = "/login/set-up";

    private static final String WRONG = "This code is not right. Type the one that the app shows now.";
    private static final int GROUP = 4;

    private final Database database;
    private final HostedRequests requests;
    private final PageForms forms;
    private final PendingSignIns pending;
    private final NextSteps next;
    private final Steps steps;
    private final Pages pages;

    SetUpEndpoint(
            Database database,
            HostedRequests requests,
            PageForms forms,
            PendingSignIns pending,
            NextSteps next,
            Steps steps,
            Pages pages) {
        this.database = database;
        this.requests = requests;
        this.forms = forms;
        this.pending = pending;
        this.next = next;
        this.steps = steps;
        this.pages = pages;
    }

    public Response show(Request request) {
        return requests.answer(
                request,
                asked -> find(request, asked)
                        .map(found -> page(request, asked, found, 200, Optional.empty()))
                        .orElseGet(() -> NextSteps.startAgain(asked)));
    }

    public Response submit(Request request) {
        return requests.answer(
                request,
                asked -> find(request, asked)
                        .map(found -> forms.take(
                                request,
                                (status, words) -> page(request, asked, found, status, Optional.of(words)),
                                form -> enrol(
                                        request,
                                        asked,
                                        form.get("code").orElse("").replace(" ", ""))))
                        .orElseGet(() -> NextSteps.startAgain(asked)));
    }

    private Optional<Pending> find(Request request, AuthorizeRequest asked) {
        return database.answer(tables -> find(tables, request, asked));
    }

    private Optional<Pending> find(Tables tables, Request request, AuthorizeRequest asked) {
        return pending.find(tables, request, asked.pool().id(), Kind.MFA_SETUP);
    }

    private Response enrol(Request request, AuthorizeRequest asked, String code) {
        return database.answer(tables -> {
            var found = find(tables, request, asked);
            if (found.isEmpty()) return NextSteps.startAgain(asked);
            if (!steps.enrol(tables, found.get().user(), secret(found.get()), code)) {
                return page(request, asked, found.get(), 400, Optional.of(WRONG));
            }
            enable(tables, found.get().user());
            tables.challenges().remove(found.get().challenge().hash());
            return next.onward(
                    tables, request, asked, found.get().user(), Methods.passwordAnd(Kind.SOFTWARE_TOKEN_MFA));
        });
    }

    private static void enable(Tables tables, User user) {
        var factors = tables.factors().of(user.sub());
        tables.factors().put(factors.with(EnumSet.of(Factor.SOFTWARE_TOKEN), Optional.of(Factor.SOFTWARE_TOKEN)));
    }

    private static Secret secret(Pending found) {
        return Optional.ofNullable(found.challenge().detail().get(NextSteps.TOKEN))
                .map(Secret::new)
                .orElseThrow();
    }

    private Response page(Request request, AuthorizeRequest asked, Pending found, int status, Optional<String> fault) {
        var token = forms.token(request);
        var secret = secret(found).reveal();
        var address = address(asked, found.user(), secret);
        var form = new Form(
                "Set up an authenticator app",
                "This pool asks for a second factor. Scan the picture with an authenticator app, then type the six"
                        + " digits that it shows.",
                List.of(Field.code("Six digits")),
                new Button("confirm", "Confirm"),
                PageForms.toSignIn(asked));
        var view = new SetUpView(
                forms.view(PATH, asked, token.text(), form, fault), QrPicture.of(address), address, grouped(secret));
        return PageForms.withCookie(token, pages.setUp(status, view));
    }

    /** The form that authenticator apps read. */
    private static String address(AuthorizeRequest asked, User user, String secret) {
        var issuer = encoded(asked.pool().name());
        var account = encoded(user.attribute("email").orElse(user.username()));
        return "otpauth://totp/" + issuer + ":" + account + "?secret=" + secret + "&issuer=" + issuer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String grouped(String secret) {
        return secret.replaceAll("(.{" + GROUP + "})(?=.)", "$1 ");
    }
}
