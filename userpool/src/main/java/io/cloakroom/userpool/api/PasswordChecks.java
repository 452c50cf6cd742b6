package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Pool;

/** The pool's password policy, in Cognito's words. */
final class PasswordChecks {
    private PasswordChecks() {}

    static void check(Pool pool, String password) {
        pool.settings().passwordRules().fault(password).ifPresent(fault -> {
            throw new ApiFault(ApiFault.Type.INVALID_PASSWORD, "Password did not conform with policy: " + fault);
        });
    }
}
