package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Handler;
import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.pages.Pages;
import io.cloakroom.userpool.pages.ProblemView;
import io.cloakroom.userpool.pages.SignedOutView;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Database;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /logout}: ends the browser's session with the pool and goes to one of the client's sign-out addresses. An
 * address that is not registered is not gone to, but the session ends all the same: that is what the person wanted.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html">Cognito, the logout
 *     endpoint</a>
 */
public final class LogoutEndpoint implements Handler {
    private final Database database;
    private final BrowserSessions sessions;
    private final Pages pages;

    LogoutEndpoint(Database database, BrowserSessions sessions, Pages pages) {
        this.database = database;
        this.sessions = sessions;
        this.pages = pages;
    }

    @Override
    public Response handle(Request request) {
        var query = Parameters.read(request.query()) instanceof Parameters.Reading.Read read
                ? read.parameters()
                : Parameters.NONE;
        return query.get("client_id")
                .flatMap(id -> database.answer(tables -> tables.clients().find(id)))
                .map(client -> signOut(request, client, query.get("logout_uri")))
                .orElseGet(this::unknownClient);
    }

    private Response signOut(Request request, Client client, Optional<String> logoutUri) {
        var cookie = database.answer(tables -> sessions.end(tables, request, client.poolId()));
        var target = logoutUri.filter(client.settings().logoutUrls()::contains);
        return target.map(Redirects::found)
                .orElseGet(() -> pages.signedOut(400, new SignedOutView(Optional.of(client.name()), unregistered())))
                .headers(List.of(cookie.line()));
    }

    private static Optional<String> unregistered() {
        return Optional.of(
                "logout_uri: not registered, so the way ends here. It must equal a sign-out address of this app"
                        + " client, character by character.");
    }

    private Response unknownClient() {
        return pages.problem(
                400,
                new ProblemView(
                        "This sign-out cannot go on",
                        "The site that sent you here did not say who it is.",
                        "client_id: no app client with this id."));
    }
}
