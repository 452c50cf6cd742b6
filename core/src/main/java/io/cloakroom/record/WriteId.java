package io.cloakroom.record;

import static io.cloakroom.config.Checks.require;

import java.util.regex.Pattern;

/** What a writer calls one write of its own, so that the same write asked twice is done once. */
public record WriteId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    public WriteId {
        require(isWriteId(value), "write id", "16 to 64 of A-Z, a-z, 0-9, _ and -");
    }

    public static boolean isWriteId(String text) {
        return FORM.matcher(text).matches();
    }
}
