package io.cloakroom.token;

import io.cloakroom.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a token was made and how long it lasts (RFC 7519, 4.1.4 to 4.1.6). Whole seconds, as Cognito writes them.
 *
 * @param authenticatedAt when the person last proved who she is ({@code auth_time})
 */
record Times(Instant issuedAt, Instant expiresAt, Instant authenticatedAt, Optional<Instant> notBefore) {
    /** The last second of the year 9999: later dates are nonsense, and would overflow when added to. */
    private static final long SECONDS_MAX = 253_402_300_799L;

    /** @return empty if one of the first three is absent, or any is no sensible time */
    static Optional<Times> of(JsonObject claims) {
        var issuedAt = instant(claims, "iat");
        var expiresAt = instant(claims, "exp");
        var authenticatedAt = instant(claims, "auth_time");
        if (issuedAt.isEmpty() || expiresAt.isEmpty() || authenticatedAt.isEmpty()) return Optional.empty();
        var notBefore = instant(claims, "nbf");
        if (notBefore.isEmpty() && claims.has("nbf")) return Optional.empty();
        return Optional.of(new Times(issuedAt.get(), expiresAt.get(), authenticatedAt.get(), notBefore));
    }

    /** @return what is wrong now, if anything; expired means {@code now >= exp + skew} */
    Optional<Reason> faultAt(Instant now, TokenConfig config) {
        var skew = config.clockSkew();
        if (!now.isBefore(expiresAt.plus(skew))) return Optional.of(Reason.EXPIRED);
        if (issuedAt.isAfter(now.plus(skew))) return Optional.of(Reason.NOT_YET_VALID);
        if (notBefore.filter(now.plus(skew)::isBefore).isPresent()) return Optional.of(Reason.NOT_YET_VALID);
        var isTooOld = Duration.between(issuedAt, now).compareTo(config.ageMax().plus(skew)) >= 0;
        return isTooOld ? Optional.of(Reason.TOO_OLD) : Optional.empty();
    }

    static Optional<Instant> instant(JsonObject claims, String name) {
        var seconds = claims.integer(name);
        return seconds.isPresent() && seconds.getAsLong() >= 0 && seconds.getAsLong() <= SECONDS_MAX
                ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong()))
                : Optional.empty();
    }
}
