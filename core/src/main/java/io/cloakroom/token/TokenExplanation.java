package io.cloakroom.token;

import io.cloakroom.token.TokenCheck.Finding;
import java.util.List;
import java.util.Optional;

/**
 * Why a token is believed or not, in all points at once: for the people who run a gateway, never for whoever shows the token.
 *
 * @param checks one for each subject, in their order
 * @param flaw of a token whose form does not hold
 * @param stated absent where the form does not hold
 */
public record TokenExplanation(List<TokenCheck> checks, Optional<Flaw> flaw, Optional<Stated> stated) {
    public TokenExplanation {
        checks = List.copyOf(checks);
    }

    /** Whether everything that was asked holds. */
    public boolean holds() {
        return checks.stream()
                .map(TokenCheck::finding)
                .allMatch(finding -> finding instanceof Finding.Holds || finding instanceof Finding.NotAsked);
    }

    public boolean isUncertain() {
        return checks.stream().anyMatch(check -> check.finding() instanceof Finding.CannotTell);
    }
}
