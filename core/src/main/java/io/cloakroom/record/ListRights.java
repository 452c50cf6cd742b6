package io.cloakroom.record;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;

/**
 * What a member may do with a list of her own records as a whole.
 *
 * @param adds whether she may add records; key {@code member.adds}, default false; only with {@code records: many} and
 *     {@code member.edits}
 * @param deletes whether she may delete them; key {@code member.deletes}, default false; only with {@code records: many}
 * @param recordsMax how many that she has added there may be at once; what others wrote does not count. Key {@code
 *     member.records-max}, 1 to 1,000, default 100; only with {@code member.adds}
 * @param word what one of them is called on her pages; key {@code member.word}, default {@code record}
 */
public record ListRights(boolean adds, boolean deletes, int recordsMax, String word) {
    static final int RECORDS_MAX = 1000;
    static final int WORD_CHARACTERS_MAX = 40;

    private static final int RECORDS_DEFAULT = 100;
    private static final String RECORD = "record";

    public static final ListRights NONE = new ListRights(false, false, RECORDS_DEFAULT, RECORD);

    public ListRights {
        require(isWithin(1, recordsMax, RECORDS_MAX), "member.records-max", "1 to " + RECORDS_MAX);
        require(!word.isBlank() && word.length() <= WORD_CHARACTERS_MAX, "member.word", "1 to 40 characters");
    }

    /** @param canEdit whether there is a field at all that she may fill in */
    static ListRights read(Settings settings, String key, boolean isSingle, boolean canEdit) {
        var adds = settings.flag(key + "adds", false);
        var deletes = settings.flag(key + "deletes", false);
        if (adds && isSingle) settings.fault(key + "adds", "only with records: many");
        else if (adds && !canEdit) settings.fault(key + "adds", "only with member.edits: what could she fill in?");
        if (deletes && isSingle) settings.fault(key + "deletes", "only with records: many");
        if (!adds && settings.optional(key + "records-max").isPresent())
            settings.fault(key + "records-max", "only with member.adds");
        return new ListRights(
                adds,
                deletes,
                settings.integer(key + "records-max", RECORDS_DEFAULT, 1, RECORDS_MAX),
                settings.text(key + "word", RECORD, WORD_CHARACTERS_MAX));
    }
}
