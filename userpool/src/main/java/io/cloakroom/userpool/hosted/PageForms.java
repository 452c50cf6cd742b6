package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.http.SetCookie;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.oauth.OAuthAnswers;
import io.cloakroom.userpool.pages.FormView;
import io.cloakroom.userpool.pages.FormView.Button;
import io.cloakroom.userpool.pages.FormView.Field;
import io.cloakroom.userpool.pages.FormView.Link;
import io.cloakroom.userpool.pages.Pages;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** How forms are shown and taken, the same on every page: ours or refused, and with the request that they belong to. */
final class PageForms {
    static final String FORGED = "This page was open for too long, or the browser refuses cookies. Please try again.";

    private final FormTokens tokens;
    private final Pages pages;

    PageForms(FormTokens tokens, Pages pages) {
        this.tokens = tokens;
        this.pages = pages;
    }

    /** What stands on a page, without what every page has. */
    record Form(
            String heading,
            List<String> words,
            List<Field> fields,
            List<String> rules,
            List<Button> buttons,
            List<Link> links) {
        Form(String heading, String words, List<Field> fields, Button button, Link... links) {
            this(heading, List.of(words), fields, List.of(), List.of(button), List.of(links));
        }
    }

    Response show(Request request, String path, AuthorizeRequest asked, Form form) {
        return show(request, path, asked, 200, form, Optional.empty());
    }

    Response fault(Request request, String path, AuthorizeRequest asked, int status, Form form, String fault) {
        return show(request, path, asked, status, form, Optional.of(fault));
    }

    private Response show(
            Request request, String path, AuthorizeRequest asked, int status, Form form, Optional<String> fault) {
        var token = tokens.issue(request);
        return withCookie(token, pages.form(status, view(path, asked, token.text(), form, fault)));
    }

    FormView view(String path, AuthorizeRequest asked, String token, Form form, Optional<String> fault) {
        return new FormView(
                form.heading(),
                form.words(),
                path + "?" + asked.query(),
                token,
                form.fields(),
                form.rules(),
                form.buttons(),
                form.links(),
                Optional.empty(),
                fault);
    }

    FormTokens.FormToken token(Request request) {
        return tokens.issue(request);
    }

    static Response withCookie(FormTokens.FormToken token, Response page) {
        return page.headers(token.cookie().map(SetCookie::line).stream().toList());
    }

    /**
     * @param forged answers a form that is not ours
     * @param ours answers one that is
     */
    Response take(Request request, BiFunction<Integer, String, Response> forged, Function<Parameters, Response> ours) {
        var form = OAuthAnswers.form(request);
        if (form.isEmpty() || !tokens.isOurs(request, form.get())) return forged.apply(403, FORGED);
        return ours.apply(form.get());
    }

    static Link toSignIn(AuthorizeRequest asked) {
        return new Link(LoginEndpoint.PATH + "?" + asked.query(), "Back to sign in");
    }
}
