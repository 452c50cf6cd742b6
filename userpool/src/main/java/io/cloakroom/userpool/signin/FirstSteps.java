package io.cloakroom.userpool.signin;

import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.FactorSettings.Level;
import io.cloakroom.userpool.store.FirstFactor;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By what a user may begin a sign-in, where the client lets her choose. Codes and passkeys are for who has no second factor,
 * in a pool that asks for none: they would go around it. Belongs inside a transaction.
 */
public final class FirstSteps {
    private static final List<Kind> ALL =
            List.of(Kind.PASSWORD, Kind.PASSWORD_SRP, Kind.EMAIL_OTP, Kind.SMS_OTP, Kind.WEB_AUTHN);

    private FirstSteps() {}

    /** @param word as on the wire */
    public static Optional<Kind> kind(String word) {
        return ALL.stream().filter(kind -> kind.name().equals(word)).findFirst();
    }

    /** @param user absent for a name that nobody has, for which it looks like for most others */
    public static List<Kind> available(Tables tables, Pool pool, Optional<User> user) {
        var available = new ArrayList<>(List.of(Kind.PASSWORD, Kind.PASSWORD_SRP));
        var first = pool.settings().factors().first();
        if (pool.settings().factors().level() == Level.ON
                || user.filter(found -> !isOpen(tables, pool, found)).isPresent()) return available;
        if (first.contains(FirstFactor.EMAIL_OTP) && hasAddress(user, "email")) available.add(Kind.EMAIL_OTP);
        if (first.contains(FirstFactor.SMS_OTP) && hasAddress(user, "phone_number")) available.add(Kind.SMS_OTP);
        var hasPasskeys = user.filter(
                        found -> !tables.passkeys().of(found.sub()).isEmpty())
                .isPresent();
        if (first.contains(FirstFactor.WEB_AUTHN) && hasPasskeys) available.add(Kind.WEB_AUTHN);
        return available;
    }

    private static boolean isOpen(Tables tables, Pool pool, User user) {
        return user.enabled()
                && user.status() == User.Status.CONFIRMED
                && Sequence.active(pool, user, tables.factors().of(user.sub())).isEmpty();
    }

    private static boolean hasAddress(Optional<User> user, String attribute) {
        return user.map(found -> found.attribute(attribute + "_verified").equals(Optional.of("true"))
                        && found.attribute(attribute).isPresent())
                .orElse(attribute.equals("email"));
    }
}
