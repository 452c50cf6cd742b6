package io.cloakroom.cli.token;

import io.cloakroom.cli.token.TokenWords.Words;
import io.cloakroom.token.Reason;
import io.cloakroom.token.Stated;
import io.cloakroom.token.TokenConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a token's times mean, seen from now. */
record TokenTimes(Stated stated, Instant now) {

    String holds() {
        return "made " + ago(stated.issuedAt()) + ", expires " + ahead(stated.expiresAt());
    }

    Words fault(Reason reason, TokenConfig config) {
        return switch (reason) {
            case EXPIRED ->
                new Words(
                        "expired " + ago(stated.expiresAt()) + ", at " + text(stated.expiresAt()),
                        "Fetch a new one by the refresh token; in pages the token frame does so by itself.");
            case TOO_OLD ->
                new Words(
                        "made " + ago(stated.issuedAt()) + ", at " + text(stated.issuedAt()),
                        "The gateway takes no token older than " + inWords(config.ageMax())
                                + ", whatever the pool allows: renew it earlier.");
            case NOT_YET_VALID -> notYetValid();
            default ->
                new Words(
                        missing() + ": absent, or no whole number of seconds",
                        "Every access token of a pool has iat, exp and auth_time.");
        };
    }

    private Words notYetValid() {
        var isMadeAhead = stated.issuedAt().filter(made -> made.isAfter(now)).isPresent();
        var found = isMadeAhead
                ? "made " + ahead(stated.issuedAt()) + ", at " + text(stated.issuedAt())
                : "not to be used before " + text(stated.notBefore()) + " (nbf), " + ahead(stated.notBefore());
        return new Words(
                found, "This machine's clock is behind, or the pool's ahead: ./cloakroom doctor compares them.");
    }

    private String missing() {
        if (stated.issuedAt().isEmpty()) return "iat";
        if (stated.expiresAt().isEmpty()) return "exp";
        return stated.authenticatedAt().isEmpty() ? "auth_time" : "nbf";
    }

    private String ago(Optional<Instant> time) {
        return time.map(then -> then.isAfter(now) ? ahead(time) : inWords(Duration.between(then, now)) + " ago")
                .orElse("");
    }

    private String ahead(Optional<Instant> time) {
        return time.map(then -> then.isAfter(now) ? "in " + inWords(Duration.between(now, then)) : ago(time))
                .orElse("");
    }

    private static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("");
    }

    /** "2 d 3 h", "1 h 5 min", "14 min 3 s", "7 s": two units tell enough. */
    static String inWords(Duration time) {
        if (time.toDays() > 0) return time.toDays() + " d " + time.toHoursPart() + " h";
        if (time.toHours() > 0) return time.toHours() + " h " + time.toMinutesPart() + " min";
        if (time.toMinutes() > 0) {
            var seconds = time.toSecondsPart();
            return time.toMinutes() + " min" + (seconds == 0 ? "" : " " + seconds + " s");
        }
        return time.toSeconds() + " s";
    }
}
