package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.http.SetCookie;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.oauth.OAuthAnswers;
import io.cloakroom.userpool.pages.Pages;
import io.cloakroom.userpool.pages.SignInView;
import io.cloakroom.userpool.password.PasswordRules;
import io.cloakroom.userpool.signin.Next;
import io.cloakroom.userpool.signin.PasswordSignIn;
import io.cloakroom.userpool.signin.Proof;
import io.cloakroom.userpool.signin.Sequence;
import io.cloakroom.userpool.signin.SignInOutcome;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.User;
import java.util.List;
import java.util.Map;
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
    private static final String UNCONFIRMED =
            "This account has not been confirmed yet. Use the code that was sent when it was made.";
    private static final String EXPIRED =
            "This temporary password has expired. Ask the people who run the site for a new one.";
    private static final String FACTOR = "This account needs a second factor, which these pages do not ask for yet.";
    private static final String FORGED =
            "This page was open for too long, or the browser refuses cookies. Please try again.";

    private final Database database;
    private final HostedRequests requests;
    private final FormTokens tokens;
    private final PasswordSignIn signIn;
    private final BrowserSessions sessions;
    private final PendingSignIns pending;
    private final Pages pages;

    LoginEndpoint(
            Database database,
            HostedRequests requests,
            FormTokens tokens,
            PasswordSignIn signIn,
            BrowserSessions sessions,
            PendingSignIns pending,
            Pages pages) {
        this.database = database;
        this.requests = requests;
        this.tokens = tokens;
        this.signIn = signIn;
        this.sessions = sessions;
        this.pending = pending;
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
        if (form.isEmpty() || !tokens.isOurs(request, form.get())) return page(request, asked, 403, "", FORGED);
        var name = form.get().get("username").orElse("").strip();
        var password = form.get().get("password").orElse("");
        if (name.isEmpty() || name.length() > NAME_CHARACTERS_MAX) return page(request, asked, 400, "", WRONG);
        if (password.isEmpty() || password.length() > PasswordRules.CHARACTERS_MAX) {
            return page(request, asked, 400, name, WRONG);
        }
        var outcome = signIn.attempt(asked.pool(), name, password);
        LOG.info("pool {}: sign-in {}", asked.pool().id(), outcome.getClass().getSimpleName());
        return switch (outcome) {
            case SignInOutcome.Right right -> next(request, asked, right.user());
            case SignInOutcome.Refused _,
                    SignInOutcome.Unknown _,
                    SignInOutcome.Disabled _,
                    SignInOutcome.ResetRequired _ -> page(request, asked, 400, name, WRONG);
            case SignInOutcome.Locked _ -> page(request, asked, 429, name, LOCKED);
            case SignInOutcome.Unconfirmed _ -> page(request, asked, 400, name, UNCONFIRMED);

            case SignInOutcome.TemporaryPasswordExpired _ -> page(request, asked, 400, name, EXPIRED);
        };
    }

    private Response next(Request request, AuthorizeRequest asked, User proved) {
        var next = database.answer(tables -> Sequence.after(tables, asked.pool(), proved, Proof.PASSWORD));
        return switch (next) {
            case Next.Done done -> signedIn(request, asked, done.user());
            case Next.NewPassword half -> newPassword(asked, half.user());
            case Next.Prove _, Next.Choose _, Next.SetUp _ -> page(request, asked, 400, "", FACTOR);
        };
    }

    private Response signedIn(Request request, AuthorizeRequest asked, User user) {
        var cookie = database.answer(tables -> sessions.begin(tables, request, user));
        return onward(asked, cookie);
    }

    /** The page in between breaks the chain of redirects, to which browsers would apply the form's own rules. */
    static Response onward(AuthorizeRequest asked, SetCookie session) {
        var location = OnwardEndpoint.PATH + "?" + asked.answered().query();
        return Redirects.seeOther(location).headers(List.of(session.line()));
    }

    private Response newPassword(AuthorizeRequest asked, User user) {
        var cookie = database.answer(tables -> pending.begin(tables, user, Kind.NEW_PASSWORD_REQUIRED, Map.of()));
        return Redirects.seeOther(NewPasswordEndpoint.PATH + "?" + asked.query())
                .headers(List.of(cookie.line()));
    }

    private Response page(Request request, AuthorizeRequest asked, int status, String name, String fault) {
        return page(request, asked, status, name, Optional.of(fault));
    }

    private Response page(Request request, AuthorizeRequest asked, int status, String name, Optional<String> fault) {
        var token = tokens.issue(request);
        var field = NameField.of(asked.pool().settings());
        var action = PATH + "?" + asked.query();
        var view =
                new SignInView(asked.client().name(), action, token.text(), field.label(), field.kind(), name, fault);
        var page = pages.signIn(status, view);
        return page.headers(token.cookie().map(SetCookie::line).stream().toList());
    }
}
