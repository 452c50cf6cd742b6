package io.cloakroom.token;

import io.cloakroom.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * What a token states about itself, believed or not: its sender's words, of any length and any characters. Nothing in it
 * tells who a person is, but for the beginning of her lasting name.
 *
 * @param use {@code token_use}
 * @param client {@code client_id}
 * @param subject the beginning of {@code sub}
 */
public record Stated(
        String algorithm,
        String keyId,
        Optional<String> issuer,
        Optional<String> use,
        Optional<String> client,
        Optional<String> scope,
        Optional<String> subject,
        Optional<Instant> issuedAt,
        Optional<Instant> notBefore,
        Optional<Instant> expiresAt,
        Optional<Instant> authenticatedAt) {
    private static final int SUBJECT_CHARACTERS_MAX = 8;

    static Stated of(Jwt jwt) {
        var claims = jwt.claims();
        return new Stated(
                jwt.algorithm(),
                jwt.keyId(),
                claims.text("iss"),
                claims.text("token_use"),
                claims.text("client_id"),
                claims.text("scope"),
                claims.text("sub").map(Stated::beginning),
                time(claims, "iat"),
                time(claims, "nbf"),
                time(claims, "exp"),
                time(claims, "auth_time"));
    }

    private static Optional<Instant> time(JsonObject claims, String name) {
        return Times.instant(claims, name);
    }

    private static String beginning(String sub) {
        return sub.substring(0, Math.min(SUBJECT_CHARACTERS_MAX, sub.length() / 2));
    }

    @Override
    public String toString() {
        return "Stated[hidden]";
    }
}
