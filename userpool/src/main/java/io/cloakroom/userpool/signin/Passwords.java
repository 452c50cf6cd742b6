package io.cloakroom.userpool.signin;

import io.cloakroom.userpool.password.PasswordVerifier;
import io.cloakroom.userpool.store.Credential;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Gives users passwords. Belongs inside a transaction. */
public final class Passwords {
    private Passwords() {}

    /** The user's own choice, or an administrator's final one. She is confirmed by it. */
    public static User setPermanent(Tables tables, User user, PasswordVerifier verifier, Instant now) {
        return set(tables, user.with(User.Status.CONFIRMED, now), new Credential(verifier, Optional.empty()));
    }

    /** One that works for the pool's time and once, to choose another. */
    public static User setTemporary(Tables tables, Pool pool, User user, PasswordVerifier verifier, Instant now) {
        var validity = Duration.ofDays(pool.settings().passwordRules().temporaryValidityDays());
        var credential = new Credential(verifier, Optional.of(now.plus(validity)));
        return set(tables, user.with(User.Status.FORCE_CHANGE_PASSWORD, now), credential);
    }

    /** Her first one, with which she signs up. It does not confirm her. */
    public static void setFirst(Tables tables, User user, PasswordVerifier verifier) {
        tables.credentials().put(user.sub(), new Credential(verifier, Optional.empty()));
    }

    private static User set(Tables tables, User user, Credential credential) {
        tables.users().update(user);
        tables.credentials().put(user.sub(), credential);
        tables.challenges().removeAllOf(user.sub());
        Lockout.clear(tables, user.poolId(), user.sub());
        return user;
    }
}
