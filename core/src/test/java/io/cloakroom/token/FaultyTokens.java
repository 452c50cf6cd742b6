package io.cloakroom.token;

import io.cloakroom.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes tokens with no fault, one or several, without end; the same seed makes the same tokens. */
public final class FaultyTokens {
    private static final List<String> CLAIMS = List.of(
            "sub", "iss", "client_id", "token_use", "scope", "auth_time", "exp", "iat", "nbf", "origin_jti", "aud");
    private static final List<Object> VALUES = List.of(
            "",
            "client",
            "other",
            "access",
            "id",
            TokenMint.ISSUER,
            TokenMint.ISSUER + "/",
            "cloakroom/read",
            "openid cloakroom/read aws.cognito.signin.user.admin",
            "x".repeat(200),
            7,
            -1,
            1.5,
            true,
            List.of("client"),
            Map.of("client", "client"),
            Long.MAX_VALUE);
    private static final List<String> ALGORITHMS = List.of("none", "HS256", "RS512", "PS256", "ES256", "rs256", "");
    private static final List<String> EXTRAS = List.of("crit", "b64", "jku", "jwk", "x5u", "x5c", "zip", "typ", "cty");

    private final TokenMint mint;
    private final Random random;

    public FaultyTokens(TokenMint mint, Random random) {
        this.mint = mint;
        this.random = random;
    }

    /** Mostly now, else somewhat before or after. */
    public Instant nextInstant(Instant now) {
        return random.nextInt(4) > 0 ? now : now.plus(Duration.ofSeconds(random.nextInt(-1200, 1200)));
    }

    public String next() {
        var claims = mint.accessClaims("ada", "client");
        // A pool may let tokens live for a day; the gateway does not.
        if (random.nextBoolean()) claims.put("exp", aroundNow(claims) + 86_400);
        var header = Json.members("kid", TokenMint.KEY_ID, "alg", "RS256");
        for (var faults = random.nextInt(3); faults > 0; faults--) {
            if (random.nextInt(3) > 0) spoilClaims(claims);
            else spoilHeader(header);
        }
        var token = random.nextInt(8) == 0
                ? TokenMint.forged(claims)
                : TokenMint.withHeader(Json.writeText(header), claims);
        return random.nextInt(5) == 0 ? spoilText(token) : token;
    }

    private void spoilClaims(Map<String, Object> claims) {
        var name = pick(CLAIMS);
        switch (random.nextInt(4)) {
            case 0 -> claims.remove(name);
            case 1 -> claims.put(name, pick(VALUES));
            case 2 -> claims.put(pick(List.of("exp", "iat", "nbf", "auth_time")), aroundNow(claims));
            default -> claims.put("scope", pick(List.of("", "openid", "cloakroom/read", "cloakroom/readx")));
        }
    }

    private long aroundNow(Map<String, Object> claims) {
        var issuedAt = claims.get("iat") instanceof Long seconds ? seconds : 0;
        return issuedAt + random.nextInt(-1000, 1000);
    }

    private void spoilHeader(Map<String, Object> header) {
        switch (random.nextInt(5)) {
            case 0 -> header.put("alg", pick(ALGORITHMS));
            case 1 -> header.put("kid", pick(List.of("other", "", "../" + TokenMint.KEY_ID, "k".repeat(300))));
            case 2 -> header.put(pick(EXTRAS), pick(List.of("JWT", "jwt", true, List.of("exp"))));
            case 3 -> header.remove(pick(List.of("alg", "kid")));
            default -> header.put("typ", "JWT");
        }
    }

    private String spoilText(String token) {
        var at = random.nextInt(token.length());
        return switch (random.nextInt(7)) {
            case 0 -> token.substring(0, at);
            case 1 ->
                token.substring(0, at)
                        + pick(List.of("A", "-", "=", " ", "\n", ".", "\u0430", ""))
                        + token.substring(at);
            case 2 -> token.substring(0, at) + (char) random.nextInt(33, 127) + token.substring(at + 1);
            case 3 -> token.substring(0, token.lastIndexOf('.') + 1);
            case 4 -> "Bearer " + token;
            case 5 -> token + ".a.b";
            default -> swapped(token);
        };
    }

    /** The claims of one token under the signature of another. */
    private String swapped(String token) {
        var other = new LinkedHashMap<String, Object>(mint.accessClaims("eve", "client"));
        var parts = new ArrayList<>(List.of(token.split("\\.", -1)));
        if (parts.size() > 1) parts.set(1, TokenMint.encode(Json.writeText(other)));
        return String.join(".", parts);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
