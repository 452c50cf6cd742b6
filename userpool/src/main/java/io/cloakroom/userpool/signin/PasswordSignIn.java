package io.cloakroom.userpool.signin;

import io.cloakroom.userpool.password.PasswordHasher;
import io.cloakroom.userpool.signin.SignInOutcome.Locked;
import io.cloakroom.userpool.signin.SignInOutcome.Refused;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Pool;
import java.time.Clock;

/** Signs people in by name and password. */
public final class PasswordSignIn {
    private final Database database;
    private final PasswordHasher hasher;
    private final PasswordTries tries;

    public PasswordSignIn(Database database, PasswordHasher hasher, Clock clock) {
        this.database = database;
        this.hasher = hasher;
        this.tries = new PasswordTries(clock);
    }

    /** @param name user name or alias, as typed */
    public SignInOutcome attempt(Pool pool, String name, String password) {
        var attempt = database.answer(tables -> tries.begin(tables, pool.id(), Subject.of(tables, pool, name)));
        if (attempt.isLocked()) return new Locked();
        if (attempt.credential().isEmpty()) {
            hasher.matchesNobody(password);
            return database.answer(tables -> PasswordTries.withoutCredential(tables, attempt.subject()));
        }
        var credential = attempt.credential().get();
        if (!hasher.matches(credential.verifier(), password)) return new Refused();
        return database.answer(
                tables -> tries.complete(tables, pool.id(), attempt.subject().key(), credential));
    }
}
