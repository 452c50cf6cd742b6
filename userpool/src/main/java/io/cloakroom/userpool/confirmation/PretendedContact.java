package io.cloakroom.userpool.confirmation;

import io.cloakroom.userpool.profile.AttributeRules;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import java.util.Locale;

/** Where a code would have gone for a name that nobody has: the same every time. */
public final class PretendedContact {
    private static final String LETTERS = "abcdefghijklmnoprstw";
    private static final int MODULUS = 10_000;

    private PretendedContact() {}

    public static Contact of(Tables tables, Pool pool, String name) {
        if (AttributeRules.isEmail(name)) return new Contact("email", name.toLowerCase(Locale.ROOT));
        if (AttributeRules.isPhoneNumber(name)) return new Contact("phone_number", name);
        var seed = Opaque.keyed(
                        tables.secrets().get("pretended-contact"),
                        pool.id() + " " + pool.settings().fold(name))
                .hashCode();
        var isPhone = pool.settings().autoVerifiedAttributes().contains("phone_number");
        return isPhone
                ? new Contact("phone_number", "+%04d".formatted(Math.floorMod(seed, MODULUS)))
                : new Contact("email", letter(seed) + "@" + letter(seed >> 8));
    }

    private static char letter(int seed) {
        return LETTERS.charAt(Math.floorMod(seed, LETTERS.length()));
    }
}
