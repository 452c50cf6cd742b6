package io.cloakroom.userpool.oauth;

import io.cloakroom.http.Body;
import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.userpool.token.TokenSet;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The forms that the endpoints without a browser take and give. */
public final class OAuthAnswers {
    private static final String FORM = "application/x-www-form-urlencoded";

    private OAuthAnswers() {}

    /** The form of a POST; empty if the body is none or names something twice. */
    public static Optional<Parameters> form(Request request) {
        var type = request.headers().only("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.equals(FORM) && !type.startsWith(FORM + ";")) return Optional.empty();
        var text = new String(request.body().bytes(), StandardCharsets.ISO_8859_1);
        return Parameters.read(text) instanceof Parameters.Reading.Read read
                ? Optional.of(read.parameters())
                : Optional.empty();
    }

    /** RFC 6749, 5.1. */
    static Response tokens(TokenSet tokens) {
        var answer = Json.members(
                "access_token",
                tokens.accessToken(),
                "expires_in",
                tokens.life().toSeconds());
        answer.put("token_type", "Bearer");
        tokens.idToken().ifPresent(token -> answer.put("id_token", token));
        tokens.refreshToken().ifPresent(token -> answer.put("refresh_token", token));
        return json(200, answer);
    }

    /** RFC 6749, 5.2, without a description, as Cognito has it: the reason is in the log. */
    static Response error(int status, String error) {
        return json(status, Map.of("error", error));
    }

    public static Response json(int status, Map<String, ?> members) {
        return Response.of(status)
                .header("Cache-Control", "no-store")
                .header("Pragma", "no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .with("application/json;charset=UTF-8", new Body(Json.write(members)));
    }
}
