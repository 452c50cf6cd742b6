package io.cloakroom.userpool.store;

import io.cloakroom.config.Secret;
import java.util.Optional;
import java.util.Set;

/**
 * A user's second factors. Its text hides the secrets.
 *
 * @param enabled what she has switched on
 * @param preferred what she is asked for if several would do
 * @param token the secret of her authenticator app, once she has shown that she has it
 * @param pendingToken one that she has not shown yet
 * @param lastStep of the last code that was taken; none of it or before it is taken again (RFC 6238, 5.2)
 */
public record UserFactors(
        String sub,
        Set<Factor> enabled,
        Optional<Factor> preferred,
        Optional<Secret> token,
        Optional<Secret> pendingToken,
        long lastStep) {
    public UserFactors {
        enabled = Set.copyOf(enabled);
    }

    static UserFactors none(String sub) {
        return new UserFactors(sub, Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }

    public UserFactors with(Set<Factor> newEnabled, Optional<Factor> newPreferred) {
        return new UserFactors(sub, newEnabled, newPreferred, token, pendingToken, lastStep);
    }

    public UserFactors withPending(Secret secret) {
        return new UserFactors(sub, enabled, preferred, token, Optional.of(secret), lastStep);
    }

    /** She has shown a code of it: it takes the place of an earlier one. */
    public UserFactors withToken(Secret secret, long step) {
        return new UserFactors(sub, enabled, preferred, Optional.of(secret), Optional.empty(), step);
    }

    public UserFactors withLastStep(long step) {
        return new UserFactors(sub, enabled, preferred, token, pendingToken, step);
    }

    @Override
    public String toString() {
        return "UserFactors[" + sub + ", " + enabled + "]";
    }
}
