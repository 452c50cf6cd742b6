package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Handler;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.oauth.AuthorizationCodes;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.oauth.AuthorizeRequest.Prompt;
import io.cloakroom.userpool.store.Database;
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

    AuthorizeEndpoint(Database database, HostedRequests requests, BrowserSessions sessions, AuthorizationCodes codes) {
        this.database = database;
        this.requests = requests;
        this.sessions = sessions;
        this.codes = codes;
    }

    @Override
    public Response handle(Request request) {
        return requests.answer(request, asked -> authorize(request, asked));
    }

    private Response authorize(Request request, AuthorizeRequest asked) {
        if (asked.prompt() == Prompt.LOGIN) return toLogin(asked);
        var code = database.answer(
                tables -> sessions.find(tables, request, asked.pool().id())
                        .map(browser -> codes.issue(tables, asked, browser.user(), browser.authenticated())));
        return code.map(text -> Redirects.found(asked.callback(Map.of("code", text))))
                .orElseGet(() -> asked.prompt() == Prompt.NONE ? loginRequired(asked) : toLogin(asked));
    }

    private static Response toLogin(AuthorizeRequest asked) {
        return Redirects.found(LoginEndpoint.PATH + "?" + asked.query());
    }

    private static Response loginRequired(AuthorizeRequest asked) {
        return Redirects.found(asked.callback(Map.of("error", "login_required")));
    }
}
