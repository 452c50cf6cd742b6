package io.cloakroom.record;

import static io.cloakroom.config.Checks.require;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names one record among a member's records of one collection. */
public record RecordId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** The one record of a collection that holds a single record for each member. */
    public static final RecordId SELF = new RecordId("self");

    /** What the ids of records begin with that members have added themselves. */
    public static final String OWN = "own-";

    private static final Pattern OWN_FORM = Pattern.compile(OWN + "[0-9]{8}T[0-9]{6}-[A-Za-z0-9_-]{16}");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    public RecordId {
        require(isRecordId(value), "record id", "1 to 64 of A-Z, a-z, 0-9, _ and -");
    }

    /**
     * An id for a record that a member is about to add: such ids sort by their moment, and no two are alike.
     *
     * @param random 16 characters or more of base64url, unguessable
     */
    public static RecordId own(Instant now, String random) {
        return new RecordId(OWN + MOMENT.format(now) + "-" + random.substring(0, 16));
    }

    /** Whether it is one of {@link #own}. */
    public boolean isOwn() {
        return OWN_FORM.matcher(value).matches();
    }

    public static boolean isRecordId(String text) {
        return FORM.matcher(text).matches();
    }
}
