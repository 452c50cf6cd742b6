package io.cloakroom.userpool.password;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A pool's password policy.
 *
 * @param minimumLength 6 to 99 characters
 * @param temporaryValidityDays how long a temporary password works, 0 to 365
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_PasswordPolicyType.html">
 *     PasswordPolicyType</a>
 */
public record PasswordRules(
        int minimumLength,
        boolean requireUppercase,
        boolean requireLowercase,
        boolean requireNumbers,
        boolean requireSymbols,
        int temporaryValidityDays) {
    /** What a pool asks for that was made without a policy. */
    public static final PasswordRules DEFAULT = new PasswordRules(8, true, true, true, true, 7);

    public static final int CHARACTERS_MAX = 256;

    private static final String SYMBOLS = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- ";

    public PasswordRules {
        require(isWithin(6, minimumLength, 99), "minimumLength", "6 to 99");
        require(isWithin(0, temporaryValidityDays, 365), "temporaryPasswordValidityDays", "0 to 365");
    }

    /** Cognito's words for the first rule that the password breaks; empty if it breaks none. */
    public Optional<String> fault(String password) {
        if (password.length() < minimumLength) return Optional.of("Password not long enough");
        if (requireUppercase && !has(password, Character::isUpperCase)) return missing("uppercase");
        if (requireLowercase && !has(password, Character::isLowerCase)) return missing("lowercase");
        if (requireNumbers && !has(password, Character::isDigit)) return missing("numeric");
        if (requireSymbols && !has(password, c -> SYMBOLS.indexOf(c) >= 0)) return missing("symbol");
        return Optional.empty();
    }

    private static Optional<String> missing(String kind) {
        return Optional.of("Password must have " + kind + " characters");
    }

    private static boolean has(String password, IntPredicate kind) {
        return password.chars().anyMatch(kind);
    }

    /** Whether this could be a password at all: 1 to 256 characters that neither begin nor end with white space. */
    public static boolean isPassword(String text) {
        return isWithin(1, text.length(), CHARACTERS_MAX)
                && !Character.isWhitespace(text.charAt(0))
                && !Character.isWhitespace(text.charAt(text.length() - 1));
    }
}
