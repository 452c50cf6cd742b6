package io.cloakroom.record;

import static io.cloakroom.config.Checks.require;

import java.util.regex.Pattern;

/** Names a field of a collection. */
public record FieldName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    public FieldName {
        require(isFieldName(value), "field", "1 to 64 of a-z, 0-9 and _, a letter first");
    }

    public static boolean isFieldName(String text) {
        return FORM.matcher(text).matches();
    }
}
