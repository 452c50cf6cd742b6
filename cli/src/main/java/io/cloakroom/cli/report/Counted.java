package io.cloakroom.cli.report;

import java.util.Locale;

/** Numbers with their nouns. */
public final class Counted {
    private Counted() {}

    /** @param noun of one; of others an s follows */
    public static String of(long number, String noun) {
        return of(number, noun, noun + "s");
    }

    /**
     * @param one what follows the number 1
     * @param others what follows every other
     */
    public static String of(long number, String one, String others) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : others);
    }
}
