package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.http.SetCookie;
import io.cloakroom.userpool.api.ApiParts;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.oauth.OAuthAnswers;
import io.cloakroom.userpool.pages.FormView.Link;
import io.cloakroom.userpool.pages.Pages;
import io.cloakroom.userpool.pages.SignInView;
import io.cloakroom.userpool.password.PasswordRules;
import io.cloakroom.userpool.signin.AuthTriggers;
import io.cloakroom.userpool.signin.Migration;
import io.cloakroom.userpool.signin.Migration.Outcome;
import io.cloakroom.userpool.signin.PasswordSignIn;
import io.cloakroom.userpool.signin.Proof;
import io.cloakroom.userpool.signin.SignInOutcome;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import io.cloakroom.userpool.trigger.TriggerFault;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET} and {@code POST /login}: the page where people type name and password. It does not tell whether a name
 * exists.
 */
public final class LoginEndpoint {
    static final String PATH = "/login";

    private static final Logger LOG = LoggerFactory.getLogger(LoginEndpoint.class);
    private static final int NAME_CHARACTERS_MAX = 256;
    private static final String WRONG = "Incorrect username or password.";
    private static final String LOCKED = "Password attempts exceeded. Wait a moment, then try again.";
    private static final String EXPIRED =
            "This temporary password has expired. Ask the people who run the site for a new one.";
    private static final String FACTOR =
            "This account needs a second factor, and none can be asked for here now. Wait an hour,"
                    + " or ask the people who run the site.";

    private final HostedRequests requests;
    private final FormTokens tokens;
    private final PasswordSignIn signIn;
    private final AuthTriggers triggers;
    private final Migration migration;
    private final NextSteps next;
    private final Pages pages;

    LoginEndpoint(HostedRequests requests, FormTokens tokens, ApiParts parts, NextSteps next, Pages pages) {
        this.requests = requests;
        this.tokens = tokens;
        this.signIn = parts.passwords();
        this.triggers = parts.authTriggers();
        this.migration = parts.migration();
        this.next = next;
        this.pages = pages;
    }

    public Response show(Request request) {
        return requests.answer(
                request, asked -> page(request, asked, 200, asked.loginHint().orElse(""), Optional.empty()));
    }

    public Response submit(Request request) {
        return requests.answer(request, asked -> submit(request, asked, OAuthAnswers.form(request)));
    }

    private Response submit(Request request, AuthorizeRequest asked, Optional<Parameters> form) {
        if (form.isEmpty() || !tokens.isOurs(request, form.get()))
            return page(request, asked, 403, "", PageForms.FORGED);
        var name = form.get().get("username").orElse("").strip();
        var password = form.get().get("password").orElse("");
        if (name.isEmpty() || name.length() > NAME_CHARACTERS_MAX) return page(request, asked, 400, "", WRONG);
        if (password.isEmpty() || password.length() > PasswordRules.CHARACTERS_MAX) {
            return page(request, asked, 400, name, WRONG);
        }
        try {
            return attempt(request, asked, name, password);
        } catch (TriggerFault fault) {
            LOG.info("pool {}: sign-in ended by a function: {}", asked.pool().id(), fault.kind());
            return page(request, asked, 400, name, fault.forPeople());
        }
    }

    private Response attempt(Request request, AuthorizeRequest asked, String name, String password) {
        var pool = asked.pool();
        var caller = CallerContext.of(asked.client().id());
        triggers.before(pool, asked.client(), name, caller);
        if (migration.atSignIn(pool, asked.client(), name, password, caller) == Outcome.NOT_MIGRATED) {
            return page(request, asked, 400, name, WRONG);
        }
        var outcome = signIn.attempt(pool, name, password);
        LOG.info("pool {}: sign-in {}", pool.id(), outcome.getClass().getSimpleName());
        return switch (outcome) {
            case SignInOutcome.Right right -> next(request, asked, right.user());
            case SignInOutcome.Refused _,
                    SignInOutcome.Unknown _,
                    SignInOutcome.Disabled _,
                    SignInOutcome.ResetRequired _ -> page(request, asked, 400, name, WRONG);
            case SignInOutcome.Locked _ -> page(request, asked, 429, name, LOCKED);
            case SignInOutcome.Unconfirmed _ ->
                Redirects.seeOther(
                        ConfirmEndpoint.PATH + "?" + asked.withHint(name).query());
            case SignInOutcome.TemporaryPasswordExpired _ -> page(request, asked, 400, name, EXPIRED);
        };
    }

    private Response next(Request request, AuthorizeRequest asked, User proved) {
        return next.after(request, asked, proved, Proof.PASSWORD)
                .orElseGet(() -> page(request, asked, 400, "", FACTOR));
    }

    /** For other ways to sign in, which begin on this page. */
    Response refuse(Request request, AuthorizeRequest asked, String fault) {
        return page(request, asked, 400, asked.loginHint().orElse(""), fault);
    }

    private Response page(Request request, AuthorizeRequest asked, int status, String name, String fault) {
        return page(request, asked, status, name, Optional.of(fault));
    }

    private Response page(Request request, AuthorizeRequest asked, int status, String name, Optional<String> fault) {
        var token = tokens.issue(request);
        var field = NameField.of(asked.pool().settings());
        var action = PATH + "?" + asked.query();
        var view = new SignInView(
                asked.client().name(),
                action,
                token.text(),
                field.label(),
                field.kind(),
                name,
                links(asked),
                PasskeySignIn.isServed(asked.pool())
                        ? Optional.of(PasskeySignIn.PATH + "?" + asked.query())
                        : Optional.empty(),
                Notices.of(request).filter(_ -> fault.isEmpty()),
                fault);
        var page = pages.signIn(status, view);
        return page.headers(token.cookie().map(SetCookie::line).stream().toList());
    }

    private static List<Link> links(AuthorizeRequest asked) {
        var forgotten = new Link(ForgotPasswordEndpoint.PATH + "?" + asked.query(), "Forgotten your password?");
        var signUp = new Link(SignUpEndpoint.PATH + "?" + asked.query(), "Sign up");
        return asked.pool().settings().adminCreatesOnly() ? List.of(forgotten) : List.of(forgotten, signUp);
    }
}
