package io.cloakroom.cli.token;

import io.cloakroom.token.TokenCheck.Subject;
import io.cloakroom.token.TokenConfig;
import io.cloakroom.token.TokenExplainer.Expected;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator asks about a token.
 *
 * @param keysFrom completes "a key, ..."
 * @param scope not looked at if empty
 */
public record TokenQuestion(
        String keysFrom,
        Optional<String> issuer,
        Optional<String> client,
        Optional<String> scope,
        Instant now,
        boolean isOfSignatureAlone) {

    TokenConfig config() {
        var usual = TokenConfig.usual(issuer.orElse(""));
        return scope.map(usual::withScope).orElse(usual);
    }

    /** What is not named is only asked to be there. */
    public Expected expected() {
        return new Expected(
                config(),
                iss -> issuer.map(iss::equals).orElse(!iss.isBlank()),
                id -> client.map(id::equals).orElse(!id.isBlank()),
                asked());
    }

    private Set<Subject> asked() {
        if (isOfSignatureAlone) return EnumSet.range(Subject.FORM, Subject.SIGNATURE);
        return scope.isPresent() ? EnumSet.allOf(Subject.class) : EnumSet.complementOf(EnumSet.of(Subject.SCOPE));
    }
}
