package io.cloakroom.token;

import io.cloakroom.json.JsonObject;

/** The part that every kind of token shares: form, algorithm, key, signature and issuer. */
public final class SignedTokens {
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
        var algorithm = Rules.algorithm(jwt);
        if (algorithm.isPresent()) return new Reading.Rejected(algorithm.get());
        var key = keys.find(jwt.keyId());
        if (key.isEmpty()) return new Reading.Rejected(Reason.UNKNOWN_KEY);
        if (!key.get().signed(jwt)) return new Reading.Rejected(Reason.BAD_SIGNATURE);
        return Rules.issuer(jwt.claims(), config.issuer()::equals)
                .<Reading>map(Reading.Rejected::new)
                .orElseGet(() -> new Reading.Signed(jwt.claims()));
    }
}
