package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Handler;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.oauth.AuthorizationCodes;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.oauth.AuthorizeRequest.Prompt;
import io.cloakroom.userpool.pages.Pages;
import io.cloakroom.userpool.pages.ProblemView;
import io.cloakroom.userpool.signin.AuthTriggers;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import io.cloakroom.userpool.trigger.TriggerFault;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /oauth2/authorize}: a browser that is signed in gets a code at once, any other one the sign-in page.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html">Cognito, the authorize
 *     endpoint</a>
 */
public final class AuthorizeEndpoint implements Handler {
    private final Database database;
    private final HostedRequests requests;
    private final BrowserSessions sessions;
    private final AuthorizationCodes codes;
    private final AuthTriggers triggers;
    private final Pages pages;

    AuthorizeEndpoint(
            Database database,
            HostedRequests requests,
            BrowserSessions sessions,
            AuthorizationCodes codes,
            AuthTriggers triggers,
            Pages pages) {
        this.database = database;
        this.requests = requests;
        this.sessions = sessions;
        this.codes = codes;
        this.triggers = triggers;
        this.pages = pages;
    }

    @Override
    public Response handle(Request request) {
        return requests.answer(request, asked -> authorize(request, asked));
    }

    private Response authorize(Request request, AuthorizeRequest asked) {
        if (asked.prompt() == Prompt.LOGIN) return toLogin(asked);
        var browser = database.answer(
                tables -> sessions.find(tables, request, asked.pool().id()));
        if (browser.isEmpty()) return asked.prompt() == Prompt.NONE ? loginRequired(asked) : toLogin(asked);
        try {
            if (!browser.get().isTold()) tell(request, asked, browser.get().user());
        } catch (TriggerFault fault) {
            return refused(request, asked, fault);
        }
        // She may have been disabled meanwhile.
        return database.answer(
                        tables -> sessions.find(tables, request, asked.pool().id())
                                .map(signedIn -> codes.issue(
                                        tables, asked, signedIn.user(), signedIn.authenticated(), signedIn.methods())))
                .map(code -> Redirects.found(asked.callback(Map.of("code", code))))
                .orElseGet(() -> toLogin(asked));
    }

    /** Outside of any transaction, which a function would hold. Asked again if two requests of a browser come at once. */
    private void tell(Request request, AuthorizeRequest asked, User user) {
        triggers.after(asked.pool(), user, CallerContext.of(asked.client().id()));
        database.run(tables -> sessions.setTold(tables, request, asked.pool().id()));
    }

    /** Her sign-in is worth nothing: she has to begin again. */
    private Response refused(Request request, AuthorizeRequest asked, TriggerFault fault) {
        var ended = database.answer(
                tables -> sessions.end(tables, request, asked.pool().id()));
        var view = new ProblemView("You are not signed in", fault.forPeople(), "Go back, and try again.");
        return pages.problem(400, view).headers(List.of(ended.line()));
    }

    private static Response toLogin(AuthorizeRequest asked) {
        return Redirects.found(LoginEndpoint.PATH + "?" + asked.query());
    }

    private static Response loginRequired(AuthorizeRequest asked) {
        return Redirects.found(asked.callback(Map.of("error", "login_required")));
    }
}
