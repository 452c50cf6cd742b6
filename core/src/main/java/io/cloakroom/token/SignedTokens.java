package io.cloakroom.token;

import io.cloakroom.json.JsonObject;

/** The part that every kind of token shares: form, algorithm, key, signature and issuer. */
public final class SignedTokens {
    /** The only algorithm of a Cognito user pool. An allow-list of one leaves nothing to confuse. */
    private static final String ALGORITHM = "RS256";

    private final TokenConfig config;
    private final KeySource keys;

    public SignedTokens(TokenConfig config, KeySource keys) {
        this.config = config;
        this.keys = keys;
    }

    sealed interface Reading {
        /** @param claims the issuer's own words */
        record Signed(JsonObject claims) implements Reading {}

        record Rejected(Reason reason) implements Reading {}
    }

    Reading read(String compact) {
        return switch (Jwt.parse(compact)) {
            case Jwt.Reading.Malformed _ -> new Reading.Rejected(Reason.MALFORMED);
            case Jwt.Reading.Parsed parsed -> read(parsed.jwt());
        };
    }

    private Reading read(Jwt jwt) {
        if (!jwt.algorithm().equals(ALGORITHM)) return new Reading.Rejected(Reason.BAD_ALGORITHM);
        var key = keys.find(jwt.keyId());
        if (key.isEmpty()) return new Reading.Rejected(Reason.UNKNOWN_KEY);
        if (!key.get().signed(jwt)) return new Reading.Rejected(Reason.BAD_SIGNATURE);
        if (!config.issuer().equals(jwt.claims().text("iss").orElse(""))) {
            return new Reading.Rejected(Reason.WRONG_ISSUER);
        }
        return new Reading.Signed(jwt.claims());
    }
}
