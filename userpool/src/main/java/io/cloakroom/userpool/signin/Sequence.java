package io.cloakroom.userpool.signin;

import io.cloakroom.userpool.store.Factor;
import io.cloakroom.userpool.store.FactorSettings.Level;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.store.User.Status;
import io.cloakroom.userpool.store.UserFactors;
import java.util.List;

/**
 * The order of a sign-in's steps, in one place for every way to sign in. Looks things up and changes nothing; belongs inside
 * a transaction.
 */
public final class Sequence {
    /** Which is taken if the pool asks for a factor and the user has said nothing: what she set up herself comes first. */
    private static final List<Factor> UNASKED = List.of(Factor.SOFTWARE_TOKEN, Factor.SMS, Factor.EMAIL);

    private Sequence() {}

    public static Next after(Tables tables, Pool pool, User user, Proof proof) {
        return switch (proof) {
            // One-time codes and passkeys are offered only to who has no second factor.
            case CODE, PASSKEY, CUSTOM, PASSWORD_AND_FACTOR -> new Next.Done(user);
            case PASSWORD ->
                user.status() == Status.FORCE_CHANGE_PASSWORD
                        ? new Next.NewPassword(user)
                        : factor(pool, user, tables.factors().of(user.sub()));
        };
    }

    private static Next factor(Pool pool, User user, UserFactors factors) {
        var level = pool.settings().factors().level();
        var active = active(pool, user, factors);
        if (!active.isEmpty()) return prove(user, factors, active);
        if (level != Level.ON) return new Next.Done(user);
        var possible = pool.settings().factors().secondInOrder();
        return UNASKED.stream()
                .filter(possible::contains)
                .filter(factor -> isUsable(factor, user, factors))
                .findFirst()
                .<Next>map(factor -> new Next.Prove(user, factor))
                .orElseGet(() -> new Next.SetUp(user, possible));
    }

    private static Next prove(User user, UserFactors factors, List<Factor> active) {
        var preferred = factors.preferred().filter(active::contains);
        if (preferred.isEmpty() && active.size() > 1) return new Next.Choose(user, active);
        return new Next.Prove(user, preferred.orElseGet(active::getFirst));
    }

    /** The second factors without which a user is not signed in by password. */
    public static List<Factor> active(Pool pool, User user, UserFactors factors) {
        var settings = pool.settings().factors();
        if (settings.level() == Level.OFF) return List.of();
        return settings.secondInOrder().stream()
                .filter(factors.enabled()::contains)
                .filter(factor -> isUsable(factor, user, factors))
                .toList();
    }

    /** Whether the user could show it: she has an address for it, or has shown that she has the token. */
    public static boolean isUsable(Factor factor, User user, UserFactors factors) {
        return factor.attribute()
                .map(attribute -> user.attribute(attribute).isPresent())
                .orElseGet(() -> factors.token().isPresent());
    }
}
