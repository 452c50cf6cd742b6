package io.cloakroom.record;

import static io.cloakroom.config.Checks.require;

import java.util.regex.Pattern;

/** Names one record among a member's records of one collection. */
public record RecordId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** The one record of a collection that holds a single record for each member. */
    public static final RecordId SELF = new RecordId("self");

    public RecordId {
        require(isRecordId(value), "record id", "1 to 64 of A-Z, a-z, 0-9, _ and -");
    }

    public static boolean isRecordId(String text) {
        return FORM.matcher(text).matches();
    }
}
