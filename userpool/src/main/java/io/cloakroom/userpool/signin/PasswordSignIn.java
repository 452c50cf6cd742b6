package io.cloakroom.userpool.signin;

import io.cloakroom.userpool.password.PasswordHasher;
import io.cloakroom.userpool.signin.SignInOutcome.Disabled;
import io.cloakroom.userpool.signin.SignInOutcome.Locked;
import io.cloakroom.userpool.signin.SignInOutcome.NewPasswordRequired;
import io.cloakroom.userpool.signin.SignInOutcome.Refused;
import io.cloakroom.userpool.signin.SignInOutcome.SignedIn;
import io.cloakroom.userpool.signin.SignInOutcome.TemporaryPasswordExpired;
import io.cloakroom.userpool.store.Credential;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.SignInNames;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Clock;
import java.util.Optional;

/** Signs people in by name and password. */
public final class PasswordSignIn {
    private final Database database;
    private final PasswordHasher hasher;
    private final Clock clock;

    public PasswordSignIn(Database database, PasswordHasher hasher, Clock clock) {
        this.database = database;
        this.hasher = hasher;
        this.clock = clock;
    }

    private record Try(String subject, Optional<Credential> credential, boolean isLocked) {}

    /** @param name user name or alias, as typed */
    public SignInOutcome attempt(Pool pool, String name, String password) {
        var attempt = database.answer(tables -> begin(tables, pool, name));
        if (attempt.isLocked()) return new Locked();
        if (attempt.credential().isEmpty()) {
            hasher.matchesNobody(password);
            return new Refused();
        }
        var credential = attempt.credential().get();
        if (!hasher.matches(credential.verifier(), password)) return new Refused();
        return database.answer(tables -> complete(tables, pool, attempt.subject(), credential));
    }

    private Try begin(Tables tables, Pool pool, String name) {
        var sub = tables.names().find(pool.id(), pool.settings().fold(name)).map(SignInNames.Holder::sub);
        // A name that nobody has is locked like one that somebody has.
        var subject =
                sub.orElseGet(() -> "nobody " + Opaque.hash(pool.settings().fold(name)));
        if (!Lockout.count(tables, pool.id(), subject, clock.instant()))
            return new Try(subject, Optional.empty(), true);
        return new Try(subject, sub.flatMap(found -> tables.credentials().find(found)), false);
    }

    private SignInOutcome complete(Tables tables, Pool pool, String sub, Credential checked) {
        Lockout.clear(tables, pool.id(), sub);
        // Between the two transactions the user may have been deleted or given another password.
        var user = tables.users().find(sub);
        if (user.isEmpty() || !tables.credentials().find(sub).equals(Optional.of(checked))) return new Refused();
        return outcome(user.get(), checked);
    }

    private SignInOutcome outcome(User user, Credential credential) {
        if (!user.enabled()) return new Disabled();
        if (user.status() == User.Status.CONFIRMED) return new SignedIn(user);
        var end = credential.temporaryUntil();
        var isOver = end.isPresent() && !clock.instant().isBefore(end.get());
        return isOver ? new TemporaryPasswordExpired() : new NewPasswordRequired(user);
    }
}
