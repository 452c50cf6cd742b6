package io.cloakroom.userpool.signin;

import io.cloakroom.userpool.store.Credential;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Clock;
import java.util.Optional;

/**
 * What stands before and behind the look at a password, however it is looked at. Belongs inside transactions: one before
 * and one behind, because looking takes its time.
 */
final class PasswordTries {
    private final Clock clock;

    PasswordTries(Clock clock) {
        this.clock = clock;
    }

    /** @param credential what to compare with; absent for nobody and for who is locked */
    record Try(Subject subject, Optional<Credential> credential, boolean isLocked) {}

    Try begin(Tables tables, String poolId, Subject subject) {
        if (!Lockout.count(tables, poolId, subject.key(), clock.instant()))
            return new Try(subject, Optional.empty(), true);
        return new Try(
                subject, subject.sub().flatMap(sub -> tables.credentials().find(sub)), false);
    }

    /** Where there is nothing to compare with: why. */
    static SignInOutcome withoutCredential(Tables tables, Subject subject) {
        var user = subject.sub().flatMap(sub -> tables.users().find(sub));
        if (user.isEmpty()) return new SignInOutcome.Unknown();
        var mustReset = user.get().enabled() && user.get().status() == User.Status.RESET_REQUIRED;
        return mustReset ? new SignInOutcome.ResetRequired() : new SignInOutcome.Refused();
    }

    /** The password was right. */
    SignInOutcome complete(Tables tables, String poolId, String sub, Credential checked) {
        Lockout.clear(tables, poolId, sub);
        // Between the two transactions the user may have been deleted or given another password.
        var user = tables.users().find(sub);
        if (user.isEmpty() || !tables.credentials().find(sub).equals(Optional.of(checked)))
            return new SignInOutcome.Refused();
        return outcome(user.get(), checked);
    }

    private SignInOutcome outcome(User user, Credential credential) {
        if (!user.enabled()) return new SignInOutcome.Disabled();
        return switch (user.status()) {
            case UNCONFIRMED -> new SignInOutcome.Unconfirmed();
            case CONFIRMED -> new SignInOutcome.Right(user);
            case RESET_REQUIRED -> new SignInOutcome.ResetRequired();
            case FORCE_CHANGE_PASSWORD -> temporary(user, credential);
        };
    }

    private SignInOutcome temporary(User user, Credential credential) {
        var end = credential.temporaryUntil();
        var isOver = end.isPresent() && !clock.instant().isBefore(end.get());
        return isOver ? new SignInOutcome.TemporaryPasswordExpired() : new SignInOutcome.Right(user);
    }
}
