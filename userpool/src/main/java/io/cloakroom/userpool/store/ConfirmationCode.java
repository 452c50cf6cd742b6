package io.cloakroom.userpool.store;

import java.time.Instant;

/**
 * A code that was sent to a user.
 *
 * @param attribute the attribute that the address comes from
 * @param destination the address
 */
public record ConfirmationCode(
        String sub, Purpose purpose, String attribute, String destination, String hash, Instant expires) {
    /** What the code is asked for. A user has one code for each at most. */
    public enum Purpose {
        SIGN_UP,
        PASSWORD_RESET,
        VERIFY_EMAIL,
        VERIFY_PHONE_NUMBER
    }

    @Override
    public String toString() {
        return "ConfirmationCode[" + purpose + ", " + sub + "]";
    }
}
