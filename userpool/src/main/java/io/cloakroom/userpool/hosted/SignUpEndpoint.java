package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.api.ClientCalls;
import io.cloakroom.userpool.hosted.PageForms.Form;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.pages.FormView.Button;
import io.cloakroom.userpool.pages.FormView.Field;
import io.cloakroom.userpool.pages.Pages;
import io.cloakroom.userpool.pages.ProblemView;
import io.cloakroom.userpool.store.PoolSettings;
import io.cloakroom.userpool.store.SchemaAttribute;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code GET} and {@code POST /signup}: people make their own account. */
public final class SignUpEndpoint {
    static final String PATH = "/signup";

    private final HostedRequests requests;
    private final PageForms forms;
    private final ClientCalls calls;
    private final Pages pages;

    SignUpEndpoint(HostedRequests requests, PageForms forms, ClientCalls calls, Pages pages) {
        this.requests = requests;
        this.forms = forms;
        this.calls = calls;
        this.pages = pages;
    }

    public Response show(Request request) {
        return answer(request, asked -> forms.show(request, PATH, asked, form(asked, Optional.empty())));
    }

    public Response submit(Request request) {
        return answer(
                request,
                asked -> forms.take(
                        request,
                        (status, words) ->
                                forms.fault(request, PATH, asked, status, form(asked, Optional.empty()), words),
                        typed -> signUp(request, asked, typed)));
    }

    private Response answer(Request request, Function<AuthorizeRequest, Response> open) {
        return requests.answer(
                request,
                asked -> asked.pool().settings().adminCreatesOnly()
                        ? pages.problem(
                                404,
                                new ProblemView(
                                        "No sign-up here",
                                        "Accounts are made by the people who run the site.",
                                        "AllowAdminCreateUserOnly"))
                        : open.apply(asked));
    }

    private Response signUp(Request request, AuthorizeRequest asked, Parameters typed) {
        var fault = NewPasswords.fault(asked.pool(), typed);
        if (fault.isPresent()) return fault(request, asked, typed, fault.get());
        var name = typed.get("username").orElse("").strip();
        var members = Map.of("Password", typed.get("password").orElse(""), "UserAttributes", attributes(asked, typed));
        return switch (calls.call("SignUp", asked.client(), name, members)) {
            case ClientCalls.Result.Refused refused -> fault(request, asked, typed, CallFaults.words(refused));
            case ClientCalls.Result.Done done -> {
                var isConfirmed = done.answer().flag("UserConfirmed").orElse(false);
                var next = asked.withHint(name);
                yield isConfirmed
                        ? Redirects.seeOther(LoginEndpoint.PATH + "?" + next.query() + Notices.CONFIRMED)
                        : Redirects.seeOther(ConfirmEndpoint.PATH + "?" + next.query());
            }
        };
    }

    private static List<Map<String, Object>> attributes(AuthorizeRequest asked, Parameters typed) {
        return AttributeFields.typed(wanted(asked.pool().settings()), typed).entrySet().stream()
                .map(entry -> Map.<String, Object>of("Name", entry.getKey(), "Value", entry.getValue()))
                .toList();
    }

    private Response fault(Request request, AuthorizeRequest asked, Parameters typed, String words) {
        return forms.fault(request, PATH, asked, 400, form(asked, Optional.of(typed)), words);
    }

    private static Form form(AuthorizeRequest asked, Optional<Parameters> typed) {
        var settings = asked.pool().settings();
        var name = NameField.of(settings);
        var hint =
                typed.flatMap(form -> form.get("username")).or(asked::loginHint).orElse("");
        var fields = new ArrayList<Field>();
        fields.add(new Field("username", name.label(), name.kind(), "username", hint, !hint.isEmpty()));
        AttributeFields.of(wanted(settings), typed)
                .forEach(field -> fields.add(new Field(
                        field.name(),
                        field.label(),
                        field.kind(),
                        field.autocomplete(),
                        field.value(),
                        !field.value().isEmpty())));
        fields.addAll(NewPasswords.FIELDS);
        return new Form(
                "Sign up to " + asked.client().name(),
                List.of(),
                fields,
                NewPasswords.rules(settings.passwordRules()),
                List.of(new Button("signup", "Sign up")),
                List.of(PageForms.toSignIn(asked)));
    }

    /** What the pool asks of everybody, and where it sends a code. */
    private static List<String> wanted(PoolSettings settings) {
        var wanted = new LinkedHashSet<String>();
        settings.schema().stream()
                .filter(SchemaAttribute::isRequired)
                .map(SchemaAttribute::name)
                .forEach(wanted::add);
        wanted.addAll(settings.autoVerifiedAttributes());
        wanted.removeAll(settings.usernameAttributes());
        return List.copyOf(wanted);
    }
}
