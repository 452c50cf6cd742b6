package io.cloakroom.record;

import static io.cloakroom.config.Checks.require;

import java.util.regex.Pattern;

/** Names a collection, in settings, addresses and table keys. */
public record CollectionId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    public CollectionId {
        require(isCollectionId(value), "collection", "1 to 64 of a-z, 0-9 and -, a letter first");
    }

    public static boolean isCollectionId(String text) {
        return FORM.matcher(text).matches();
    }
}
