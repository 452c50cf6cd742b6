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
    private static final List<Headers.Line> HARDENED = List.of(
            new Headers.Line(
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none';"
                            + " base-uri 'none'"),
            new Headers.Line("X-Frame-Options", "DENY"),
            new Headers.Line("X-Content-Type-Options", "nosniff"),
            new Headers.Line("Referrer-Policy", "same-origin"),
            new Headers.Line("Cross-Origin-Opener-Policy", "same-origin"),
            new Headers.Line("Cross-Origin-Resource-Policy", "same-origin"),
            new Headers.Line("Cache-Control", "no-store"));

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, Pages.class.getClassLoader(), GENERATED);
    private final Stylesheet stylesheet = Stylesheet.load();

    public Response signIn(int status, SignInView view) {
        return page(status, "signIn.jte", view);
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
    public Stylesheet stylesheet() {
        return stylesheet;
    }

    private Response page(int status, String template, Object view) {
        var output = new StringOutput();
        engine.render(template, Map.of("view", view, "css", stylesheet.path()), output);
        return Response.of(status).headers(HARDENED).with(HTML, Body.of(output.toString()));
    }
}
