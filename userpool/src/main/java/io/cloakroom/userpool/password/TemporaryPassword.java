package io.cloakroom.userpool.password;

import java.security.SecureRandom;

/** A password that the pool makes up itself, for a user whom an administrator creates without one. */
public final class TemporaryPassword {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String LOWER = "abcdefghijkmnopqrstuvwxyz";
    private static final String DIGITS = "23456789";
    private static final String SYMBOLS = "!#%+-=?@";
    private static final int CHARACTERS_LEAST = 16;

    private TemporaryPassword() {}

    /** At least 16 characters; keeps every rule that a policy can make. */
    public static String make(PasswordRules rules) {
        var password = new StringBuilder();
        for (var kind : new String[] {UPPER, LOWER, DIGITS, SYMBOLS}) password.append(pick(kind));
        var length = Math.max(CHARACTERS_LEAST, rules.minimumLength());
        while (password.length() < length) password.append(pick(UPPER + LOWER + DIGITS));
        return password.toString();
    }

    private static char pick(String from) {
        return from.charAt(RANDOM.nextInt(from.length()));
    }
}
