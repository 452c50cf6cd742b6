package io.cloakroom.userpool.oauth;

import io.cloakroom.http.Handler;
import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.token.Revocation;

/**
 * {@code POST /oauth2/revoke}: ends the family of a refresh token.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html">Cognito, the revoke
 *     endpoint</a>
 */
public final class RevokeEndpoint implements Handler {
    private final Database database;
    private final ClientAuthentication authentication;

    public RevokeEndpoint(Database database) {
        this.database = database;
        this.authentication = new ClientAuthentication(database);
    }

    @Override
    public Response handle(Request request) {
        var form = OAuthAnswers.form(request);
        if (form.isEmpty()) return OAuthAnswers.error(400, "invalid_request");
        return switch (authentication.authenticate(request, form.get())) {
            case ClientAuthentication.Outcome.Malformed _ -> OAuthAnswers.error(400, "invalid_request");
            case ClientAuthentication.Outcome.Failed _ -> OAuthAnswers.error(401, "invalid_client");
            case ClientAuthentication.Outcome.Authenticated known -> revoke(known.client(), form.get());
        };
    }

    private Response revoke(Client client, Parameters form) {
        var token = form.get("token");
        if (token.isEmpty()) return OAuthAnswers.error(400, "invalid_request");
        return switch (database.answer(tables -> Revocation.revoke(tables, client, token.get()))) {
            // RFC 7009, 2.2: an unknown token is as good as a revoked one.
            case REVOKED, UNKNOWN -> Response.of(200).header("Cache-Control", "no-store");
            case NOT_A_REFRESH_TOKEN -> OAuthAnswers.error(400, "unsupported_token_type");
            case SWITCHED_OFF -> OAuthAnswers.error(400, "invalid_request");
        };
    }
}
