package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.hosted.PageForms.Form;
import io.cloakroom.userpool.hosted.PendingSignIns.Pending;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.pages.FormView.Button;
import io.cloakroom.userpool.pages.FormView.Field;
import io.cloakroom.userpool.signin.Methods;
import io.cloakroom.userpool.signin.Next;
import io.cloakroom.userpool.signin.Steps;
import io.cloakroom.userpool.signin.Steps.CodeCheck;
import io.cloakroom.userpool.store.Challenge;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Factor;
import io.cloakroom.userpool.store.Tables;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET} and {@code POST /login/code}: the code of an authenticator app, or of a message. */
public final class CodeEndpoint {
    static final String PATH = "/login/code";

    /** In a step's detail: where the code went, as it may be shown. */
    static final String SENT_TO = "sentTo";

    private static final Logger LOG = LoggerFactory.getLogger(CodeEndpoint.class);
    private static final Set<Kind> KINDS = EnumSet.of(Kind.SOFTWARE_TOKEN_MFA, Kind.SMS_MFA, Kind.EMAIL_OTP);
    private static final String USED = "This code has been used. Wait for the app to show the next one.";
    private static final String LOCKED = "Too many wrong codes. Wait a moment, then try again.";

    private final Database database;
    private final HostedRequests requests;
    private final PageForms forms;
    private final PendingSignIns pending;
    private final NextSteps next;
    private final Steps steps;

    CodeEndpoint(
            Database database,
            HostedRequests requests,
            PageForms forms,
            PendingSignIns pending,
            NextSteps next,
            Steps steps) {
        this.database = database;
        this.requests = requests;
        this.forms = forms;
        this.pending = pending;
        this.next = next;
        this.steps = steps;
    }

    public Response show(Request request) {
        return requests.answer(
                request,
                asked -> find(request, asked)
                        .map(found -> forms.show(request, PATH, asked, form(asked, found.challenge())))
                        .orElseGet(() -> NextSteps.startAgain(asked)));
    }

    public Response submit(Request request) {
        return requests.answer(
                request,
                asked -> find(request, asked)
                        .map(found -> submit(request, asked, found))
                        .orElseGet(() -> NextSteps.startAgain(asked)));
    }

    private Optional<Pending> find(Request request, AuthorizeRequest asked) {
        return database.answer(tables -> find(tables, request, asked));
    }

    private Optional<Pending> find(Tables tables, Request request, AuthorizeRequest asked) {
        return pending.find(tables, request, asked.pool().id())
                .filter(found -> KINDS.contains(found.challenge().kind()));
    }

    private Response submit(Request request, AuthorizeRequest asked, Pending found) {
        return forms.take(
                request,
                (status, words) -> fault(request, asked, found, status, words),
                form -> form.get("do").equals(Optional.of("again"))
                        ? again(request, asked, found)
                        : check(request, asked, found, form));
    }

    private Response check(Request request, AuthorizeRequest asked, Pending shown, Parameters form) {
        var code = form.get("code").orElse("").replace(" ", "");
        return database.answer(tables -> {
            var found = find(tables, request, asked);
            if (found.isEmpty()) return NextSteps.startAgain(asked);
            var check = steps.check(tables, found.get().challenge(), found.get().user(), code);
            LOG.info("pool {}: {} {}", asked.pool().id(), shown.challenge().kind(), check);
            return check == CodeCheck.RIGHT
                    ? next.onward(
                            tables,
                            request,
                            asked,
                            found.get().user(),
                            Methods.passwordAnd(found.get().challenge().kind()))
                    : refused(request, asked, shown, check);
        });
    }

    private Response refused(Request request, AuthorizeRequest asked, Pending shown, CodeCheck check) {
        return switch (check) {
            case USED -> fault(request, asked, shown, 400, USED);
            case LOCKED -> fault(request, asked, shown, 429, LOCKED);
            case RIGHT, WRONG -> fault(request, asked, shown, 400, CallFaults.WRONG_CODE);
        };
    }

    /** A new code, and the one before is worth nothing: its step ends with it. */
    private Response again(Request request, AuthorizeRequest asked, Pending shown) {
        var factor = shown.challenge().kind() == Kind.SMS_MFA ? Factor.SMS : Factor.EMAIL;
        return database.answer(tables -> {
                    tables.challenges().remove(shown.challenge().hash());
                    return next.go(tables, request, asked, new Next.Prove(shown.user(), factor));
                })
                .orElseGet(() -> fault(request, asked, shown, 429, CallFaults.TOO_MANY_CODES));
    }

    private Response fault(Request request, AuthorizeRequest asked, Pending shown, int status, String words) {
        return forms.fault(request, PATH, asked, status, form(asked, shown.challenge()), words);
    }

    private static Form form(AuthorizeRequest asked, Challenge challenge) {
        var isApp = challenge.kind() == Kind.SOFTWARE_TOKEN_MFA;
        var confirm = new Button("confirm", "Confirm");
        return new Form(
                isApp ? "Enter your app's code" : "Enter the code that was sent",
                List.of(
                        isApp
                                ? "Open your authenticator app and type the six digits that it shows."
                                : "It is on its way to " + challenge.detail().getOrDefault(SENT_TO, "you") + "."),
                List.of(Field.code("Six digits")),
                List.of(),
                isApp ? List.of(confirm) : List.of(confirm, new Button("again", "Send another code")),
                List.of(PageForms.toSignIn(asked)));
    }
}
