package io.cloakroom.userpool.oauth;

import io.cloakroom.http.Handler;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.token.AccessTokens;
import io.cloakroom.userpool.token.AccessTokens.Verdict;
import io.cloakroom.userpool.token.Scopes;
import io.cloakroom.userpool.token.UserClaims;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /oauth2/userInfo}: what an access token with {@code openid} may know about its user. All values are texts, the
 * verified flags too, as Cognito sends them.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html">Cognito, the userInfo
 *     endpoint</a>
 */
public final class UserInfoEndpoint implements Handler {
    private static final String BEARER = "Bearer ";

    private final Database database;
    private final AccessTokens tokens;

    public UserInfoEndpoint(Database database, AccessTokens tokens) {
        this.database = database;
        this.tokens = tokens;
    }

    @Override
    public Response handle(Request request) {
        var token = request.headers().only("Authorization").flatMap(UserInfoEndpoint::bearer);
        if (token.isEmpty()) return refused("invalid_request", "the Authorization header has no bearer token");
        return switch (database.answer(tables -> tokens.check(tables, token.get()))) {
            case Verdict.Accepted accepted when accepted.scopes().contains(Scopes.OPENID) -> answer(accepted);
            case Verdict.Accepted _ -> refused("invalid_token", "Access token does not contain openid scope");
            case Verdict.Rejected rejected -> refused("invalid_token", words(rejected.reason()));
        };
    }

    private static Response answer(Verdict.Accepted accepted) {
        var user = accepted.user();
        var claims = Json.members("sub", user.sub());
        claims.putAll(UserClaims.visible(user, accepted.client(), accepted.scopes()));
        claims.put("username", user.username());
        return OAuthAnswers.json(200, claims);
    }

    private static String words(Verdict.Reason reason) {
        return switch (reason) {
            case INVALID -> "Access token is not valid";
            case EXPIRED -> "Access token has expired";
            case REVOKED -> "Access token has been revoked";
            case USER_DISABLED -> "User is disabled";
        };
    }

    /** RFC 6750, 3.1. */
    private static Response refused(String error, String description) {
        var challenge = "Bearer error=\"" + error + "\", error_description=\"" + description + "\"";
        return OAuthAnswers.json(401, Map.of("error", error, "error_description", description))
                .header("WWW-Authenticate", challenge);
    }

    private static Optional<String> bearer(String header) {
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }
}
