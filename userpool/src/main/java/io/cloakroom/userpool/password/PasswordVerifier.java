package io.cloakroom.userpool.password;

/**
 * What is kept of a password. From neither part can the password be read, but both can be guessed against: they do not
 * print.
 *
 * @param argon2id a PHC string, for flows in which the pool sees the password
 * @param srpSalt hexadecimal, for flows in which it does not
 * @param srpVerifier hexadecimal
 */
public record PasswordVerifier(String argon2id, String srpSalt, String srpVerifier) {
    @Override
    public String toString() {
        return "PasswordVerifier[hidden]";
    }
}
