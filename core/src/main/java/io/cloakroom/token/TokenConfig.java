package io.cloakroom.token;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;
import java.net.URI;
import java.time.Duration;

/**
 * How tokens are checked. Issuer and key set are set apart: a pool has two forms of issuer, and a local one is reached
 * under another address than it names itself.
 *
 * @param issuer the exact {@code iss} to expect; key {@code token.issuer}, required. Text, because {@code URI.equals}
 *     ignores the case of the host
 * @param jwks where the issuer publishes its keys; key {@code token.jwks}, default issuer + {@code
 *     /.well-known/jwks.json}
 * @param scope what a bearer token must be good for; key {@code token.scope}, default {@code cloakroom/read}
 * @param clockSkew how far the pool's clock may be from ours; key {@code token.clock-skew}, 0 to 1 min, default 30 s
 * @param ageMax since issue, whatever the pool's own limit; key {@code token.age-max}, 1 to 15 min, default 15 min
 */
public record TokenConfig(String issuer, URI jwks, String scope, Duration clockSkew, Duration ageMax) {
    private static final Duration SKEW_MOST = Duration.ofMinutes(1);
    private static final Duration AGE_LEAST = Duration.ofMinutes(1);
    private static final Duration AGE_MOST = Duration.ofMinutes(15);
    private static final Duration SKEW_USUAL = Duration.ofSeconds(30);
    private static final String SCOPE_USUAL = "cloakroom/read";
    private static final String JWKS_PATH = "/.well-known/jwks.json";

    public TokenConfig {
        require(isWithin(Duration.ZERO, clockSkew, SKEW_MOST), "token.clock-skew", "PT0S to PT1M");
        require(isWithin(AGE_LEAST, ageMax, AGE_MOST), "token.age-max", "PT1M to PT15M");
    }

    /** With every default. */
    public static TokenConfig usual(String issuer) {
        return new TokenConfig(issuer, URI.create(issuer + JWKS_PATH), SCOPE_USUAL, SKEW_USUAL, AGE_MOST);
    }

    public TokenConfig withScope(String other) {
        return new TokenConfig(issuer, jwks, other, clockSkew, ageMax);
    }

    public static TokenConfig from(Settings settings) {
        var issuer = settings.url("token.issuer");
        return new TokenConfig(
                issuer,
                URI.create(settings.url("token.jwks", issuer + JWKS_PATH)),
                settings.text("token.scope", SCOPE_USUAL),
                settings.duration("token.clock-skew", SKEW_USUAL, Duration.ZERO, SKEW_MOST),
                settings.duration("token.age-max", AGE_MOST, AGE_LEAST, AGE_MOST));
    }
}
