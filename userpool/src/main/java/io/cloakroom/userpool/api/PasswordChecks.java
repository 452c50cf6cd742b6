package io.cloakroom.userpool.api;

import io.cloakroom.userpool.password.PasswordRules;
import io.cloakroom.userpool.store.Pool;

/** The pool's password policy, in Cognito's words. */
final class PasswordChecks {
    private PasswordChecks() {}

    /** What is no password at all, whatever the policy. */
    static void checkForm(String password) {
        if (!PasswordRules.isPassword(password)) {
            throw new ApiFault(ApiFault.Type.INVALID_PASSWORD, "Password did not conform with password policy");
        }
    }

    static void check(Pool pool, String password) {
        pool.settings().passwordRules().fault(password).ifPresent(fault -> {
            throw new ApiFault(ApiFault.Type.INVALID_PASSWORD, "Password did not conform with policy: " + fault);
        });
    }
}
