package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.api.ClientCalls;
import io.cloakroom.userpool.hosted.PageForms.Form;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.pages.FormView.Button;
import io.cloakroom.userpool.pages.FormView.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET} and {@code POST /confirm}: the code that was sent at sign-up. Tells nobody whether there is such an account. */
public final class ConfirmEndpoint {
    static final String PATH = "/confirm";

    private final HostedRequests requests;
    private final PageForms forms;
    private final ClientCalls calls;

    ConfirmEndpoint(HostedRequests requests, PageForms forms, ClientCalls calls) {
        this.requests = requests;
        this.forms = forms;
        this.calls = calls;
    }

    public Response show(Request request) {
        return requests.answer(request, asked -> forms.show(request, PATH, asked, form(asked)));
    }

    public Response submit(Request request) {
        return requests.answer(
                request,
                asked -> forms.take(
                        request,
                        (status, words) -> forms.fault(request, PATH, asked, status, form(asked), words),
                        typed -> submit(request, asked, typed)));
    }

    private Response submit(Request request, AuthorizeRequest asked, Parameters typed) {
        var name = typed.get("username").orElse("").strip();
        var named = asked.withHint(name);
        if (typed.get("do").equals(Optional.of("again"))) return again(request, named, name);
        var code = typed.get("code").orElse("").replace(" ", "");
        return switch (calls.call("ConfirmSignUp", asked.client(), name, Map.of("ConfirmationCode", code))) {
            case ClientCalls.Result.Done _ ->
                Redirects.seeOther(LoginEndpoint.PATH + "?" + named.query() + Notices.CONFIRMED);
            case ClientCalls.Result.Refused refused ->
                forms.fault(request, PATH, named, 400, form(named), CallFaults.wordsToStrangers(refused));
        };
    }

    /** Whatever becomes of it, the page looks the same but for too many tries. */
    private Response again(Request request, AuthorizeRequest asked, String name) {
        var result = calls.call("ResendConfirmationCode", asked.client(), name, Map.of());
        return CallFaults.isTooManyCodes(result)
                ? forms.fault(request, PATH, asked, 429, form(asked), CallFaults.TOO_MANY_CODES)
                : Redirects.seeOther(PATH + "?" + asked.query());
    }

    private static Form form(AuthorizeRequest asked) {
        return new Form(
                "Confirm your account",
                List.of("If there is such an account and it waits for its code, a message with it is on its way."),
                List.of(NameField.of(asked), Field.code("Six digits")),
                List.of(),
                List.of(new Button("confirm", "Confirm"), new Button("again", "Send another code")),
                List.of(PageForms.toSignIn(asked)));
    }
}
