package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A sign-in that has come part of its way, and what it asks for next. Its text hides the detail.
 *
 * @param clientId whose API session it is; absent on the pool's own pages
 * @param sub absent for a name that nobody has, where that must not be seen
 * @param detail what has to be known when the answer comes; may hold secrets
 */
public record Challenge(
        String hash,
        String poolId,
        Optional<String> clientId,
        Optional<String> sub,
        Kind kind,
        Map<String, String> detail,
        Instant expires) {
    /** What is asked for, spelled as on the wire. */
    public enum Kind {
        NEW_PASSWORD_REQUIRED,
        SMS_MFA,
        EMAIL_OTP,
        SOFTWARE_TOKEN_MFA,
        SELECT_MFA_TYPE,
        MFA_SETUP,
        SELECT_CHALLENGE,
        PASSWORD,
        PASSWORD_SRP,
        SMS_OTP,
        WEB_AUTHN,
        /** Ours: a passkey that is about to be made. */
        PASSKEY_REGISTRATION,
        CUSTOM_CHALLENGE
    }

    public Challenge {
        detail = Map.copyOf(detail);
    }

    public Challenge with(Map<String, String> newDetail) {
        return new Challenge(hash, poolId, clientId, sub, kind, newDetail, expires);
    }

    @Override
    public String toString() {
        return "Challenge[" + kind + ", " + sub + "]";
    }
}
