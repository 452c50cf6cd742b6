package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.api.ClientCalls;
import io.cloakroom.userpool.hosted.PageForms.Form;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.pages.FormView.Button;
import io.cloakroom.userpool.pages.FormView.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code /forgotPassword} and {@code /confirmForgotPassword}: a code is sent, and is good for a new password. Neither page
 * tells whether there is such an account.
 */
public final class ForgotPasswordEndpoint {
    static final String PATH = "/forgotPassword";
    static final String CONFIRM = "/confirmForgotPassword";

    private final HostedRequests requests;
    private final PageForms forms;
    private final ClientCalls calls;

    ForgotPasswordEndpoint(HostedRequests requests, PageForms forms, ClientCalls calls) {
        this.requests = requests;
        this.forms = forms;
        this.calls = calls;
    }

    public Response show(Request request) {
        return requests.answer(request, asked -> forms.show(request, PATH, asked, naming(asked)));
    }

    public Response submit(Request request) {
        return requests.answer(
                request,
                asked -> forms.take(
                        request,
                        (status, words) -> forms.fault(request, PATH, asked, status, naming(asked), words),
                        typed -> send(request, asked, typed)));
    }

    private Response send(Request request, AuthorizeRequest asked, Parameters typed) {
        var name = typed.get("username").orElse("").strip();
        var result = calls.call("ForgotPassword", asked.client(), name, Map.of());
        var named = asked.withHint(name);
        return CallFaults.isTooManyCodes(result)
                ? forms.fault(request, PATH, named, 429, naming(named), CallFaults.TOO_MANY_CODES)
                : Redirects.seeOther(CONFIRM + "?" + named.query());
    }

    public Response showConfirm(Request request) {
        return requests.answer(request, asked -> forms.show(request, CONFIRM, asked, choosing(asked)));
    }

    public Response submitConfirm(Request request) {
        return requests.answer(
                request,
                asked -> forms.take(
                        request,
                        (status, words) -> forms.fault(request, CONFIRM, asked, status, choosing(asked), words),
                        typed -> choose(request, asked, typed)));
    }

    private Response choose(Request request, AuthorizeRequest asked, Parameters typed) {
        var name = typed.get("username").orElse("").strip();
        var named = asked.withHint(name);
        var fault = NewPasswords.fault(asked.pool(), typed);
        if (fault.isPresent()) return forms.fault(request, CONFIRM, named, 400, choosing(named), fault.get());
        var members = Map.of(
                "ConfirmationCode", typed.get("code").orElse("").replace(" ", ""),
                "Password", typed.get("password").orElse(""));
        return switch (calls.call("ConfirmForgotPassword", asked.client(), name, members)) {
            case ClientCalls.Result.Done _ ->
                Redirects.seeOther(LoginEndpoint.PATH + "?" + named.query() + Notices.PASSWORD);
            case ClientCalls.Result.Refused refused ->
                forms.fault(request, CONFIRM, named, 400, choosing(named), CallFaults.wordsToStrangers(refused));
        };
    }

    private static Form naming(AuthorizeRequest asked) {
        return new Form(
                "Choose a new password",
                "Say who you are. A code goes to the address that is known to be yours.",
                List.of(NameField.of(asked)),
                new Button("send", "Send the code"),
                PageForms.toSignIn(asked));
    }

    private static Form choosing(AuthorizeRequest asked) {
        var fields = new ArrayList<Field>();
        fields.add(NameField.of(asked));
        fields.add(Field.code("Six digits"));
        fields.addAll(NewPasswords.FIELDS);
        return new Form(
                "Choose a new password",
                List.of("If there is such an account, a message with a code is on its way."),
                fields,
                NewPasswords.rules(asked.pool().settings().passwordRules()),
                List.of(new Button("choose", "Save the new password")),
                List.of(PageForms.toSignIn(asked)));
    }
}
