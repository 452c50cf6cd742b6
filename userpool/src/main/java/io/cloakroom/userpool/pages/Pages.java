package io.cloakroom.userpool.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Response;
import java.util.List;
import java.util.Map;

/** Makes answers of pages. */
public final class Pages {
    private static final String GENERATED = "io.cloakroom.userpool.pages.generated";
    private static final String HTML = "text/html; charset=utf-8";

    /**
     * form-action names this origin alone: Chromium applies it to every redirect that follows a form, so a form is always
     * answered with a page of ours, and that page navigates on. Referrer-Policy is not no-referrer, which would make the
     * browser send {@code Origin: null} with our own forms.
     */
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self';"
            + " frame-ancestors 'none'; base-uri 'none'";

    /** The one script of ours, and what it fetches from here. */
    private static final String POLICY_WITH_SCRIPT = POLICY + "; script-src 'self'; connect-src 'self'";

    private static final List<Headers.Line> HARDENED = List.of(
            new Headers.Line("X-Frame-Options", "DENY"),
            new Headers.Line("X-Content-Type-Options", "nosniff"),
            new Headers.Line("Referrer-Policy", "same-origin"),
            new Headers.Line("Cross-Origin-Opener-Policy", "same-origin"),
            new Headers.Line("Cross-Origin-Resource-Policy", "same-origin"),
            new Headers.Line("Cache-Control", "no-store"));

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, Pages.class.getClassLoader(), GENERATED);
    private final Asset stylesheet = Asset.load("pool.css", "text/css; charset=utf-8");
    private final Asset script = Asset.load("passkey.js", "text/javascript; charset=utf-8");

    public Response signIn(int status, SignInView view) {
        return view.passkeyAction().isPresent()
                ? scripted(status, "signIn.jte", view)
                : page(status, "signIn.jte", view);
    }

    public Response form(int status, FormView view) {
        return page(status, "form.jte", view);
    }

    public Response setUp(int status, SetUpView view) {
        return page(status, "setUp.jte", view);
    }

    public Response passkey(int status, PasskeyView view) {
        return scripted(status, "passkey.jte", view);
    }

    public Response newPassword(int status, NewPasswordView view) {
        return page(status, "newPassword.jte", view);
    }

    public Response onward(OnwardView view) {
        return page(200, "onward.jte", view);
    }

    public Response signedOut(int status, SignedOutView view) {
        return page(status, "signedOut.jte", view);
    }

    public Response outbox(OutboxView view) {
        return page(200, "outbox.jte", view);
    }

    public Response problem(int status, ProblemView view) {
        return page(status, "problem.jte", view);
    }

    /** The one stylesheet, which the pages name by its content. */
    public Asset stylesheet() {
        return stylesheet;
    }

    /** The one script, which the pages with passkeys name by its content. */
    public Asset script() {
        return script;
    }

    private Response page(int status, String template, Object view) {
        return render(status, POLICY, template, Map.of("view", view, "css", stylesheet.path()));
    }

    private Response scripted(int status, String template, Object view) {
        var parameters = Map.of("view", view, "css", stylesheet.path(), "script", script.path());
        return render(status, POLICY_WITH_SCRIPT, template, parameters);
    }

    private Response render(int status, String policy, String template, Map<String, Object> parameters) {
        var output = new StringOutput();
        engine.render(template, parameters, output);
        return Response.of(status)
                .header("Content-Security-Policy", policy)
                .headers(HARDENED)
                .with(HTML, Body.of(output.toString()));
    }
}
