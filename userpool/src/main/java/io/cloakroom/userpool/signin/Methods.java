package io.cloakroom.userpool.signin;

import io.cloakroom.userpool.store.Challenge.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * By which methods somebody has signed in ({@code amr}), and which of Cognito's four levels that reaches ({@code acr}).
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-step-up-authentication.html">
 *     Authentication levels with ACR and AMR claims</a>
 */
public final class Methods {
    public static final Set<String> PASSWORD = Set.of("pwd");
    public static final Set<String> PASSKEY = Set.of("swk");

    private static final String LEVEL = "urn:cognito:loa:";
    private static final String SEVERAL = "mfa";

    private Methods() {}

    /** A password, and the second factor of a step. */
    public static Set<String> passwordAnd(Kind step) {
        var second = switch (step) {
            case SMS_MFA -> "sms";
            case EMAIL_OTP -> "email_otp";
            default -> "otp";
        };
        return new LinkedHashSet<>(List.of("pwd", second, SEVERAL));
    }

    /** The highest level that these reach; none if nothing is known of them. */
    public static Optional<String> level(Set<String> methods) {
        if (methods.isEmpty()) return Optional.empty();
        return Optional.of(LEVEL + number(methods));
    }

    private static int number(Set<String> methods) {
        if (methods.contains("swk") || methods.contains("hwk")) return 3;
        if (!methods.contains("pwd")) return 2;
        if (methods.contains("otp")) return 4;
        return methods.contains(SEVERAL) ? 3 : 1;
    }
}
