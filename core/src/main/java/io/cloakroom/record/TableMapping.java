package io.cloakroom.record;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Field.FieldClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table of the operator's own that a collection shows, as it is and without changing it. Nothing in it is sealed.
 *
 * @param name key {@code table.name}
 * @param key the attribute of the partition key, a text; key {@code table.key.attribute}. It holds the member's {@code sub}
 *     and nothing else: whatever else names a member can pass to somebody else, as an address does
 * @param prefix what stands before the {@code sub}; key {@code table.key.prefix}, default none
 * @param sort of a table that has a sort key
 * @param attributes where each field is; keys {@code table.attributes.<field>}, default the field's own name
 */
public record TableMapping(
        String name, String key, String prefix, Optional<Sort> sort, Map<FieldName, String> attributes) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");
    private static final String SUB = "sub";
    private static final int ATTRIBUTE_CHARACTERS_MAX = 255;
    private static final int TEXT_CHARACTERS_MAX = 255;

    public TableMapping {
        require(NAME.matcher(name).matches(), "table.name", "3 to 255 letters, digits, _ . -");
        attributes = Map.copyOf(attributes);
    }

    /**
     * The sort key, a text.
     *
     * @param start of a single record, the whole of it; of many, what stands before a record's id
     */
    public record Sort(String attribute, String start) {}

    /** The partition of a member. */
    public String partition(MemberId member) {
        return prefix + member.value();
    }

    static Optional<TableMapping> read(
            Settings settings,
            String key,
            boolean isSingle,
            List<Field> fields,
            MemberRights rights,
            Map<String, StaffRights> staff) {
        if (settings.names(key + "table").isEmpty()) return Optional.empty();
        checkReadOnly(settings, key, fields, rights);
        staff.forEach((group, its) -> {
            if (!its.writes().isEmpty())
                settings.fault(key + "staff." + group + ".writes", "none: a table of your own is read only");
        });
        var table = key + "table.";
        var holds = settings.text(table + "key.holds", SUB);
        if (!holds.equals(SUB))
            settings.fault(table + "key.holds", "sub: anything else can come to name another member than it did");
        var attributes = new HashMap<FieldName, String>();
        for (var field : fields) {
            var attribute = table + "attributes." + field.name().value();
            attributes.put(field.name(), settings.text(attribute, field.name().value(), ATTRIBUTE_CHARACTERS_MAX));
        }
        checkKnown(settings, table + "attributes", fields);
        return Optional.of(new TableMapping(
                settings.text(table + "name", NAME, "3 to 255 letters, digits, _ . -", "stand-in"),
                settings.text(table + "key.attribute", SUB, ATTRIBUTE_CHARACTERS_MAX),
                settings.optional(table + "key.prefix").orElse(""),
                sort(settings, table + "sort", isSingle),
                attributes));
    }

    private static void checkReadOnly(Settings settings, String key, List<Field> fields, MemberRights rights) {
        if (settings.optional(key + "retention").isPresent())
            settings.fault(key + "retention", "none: a table of your own is read only");
        for (var field : fields) {
            var at = key + "fields." + field.name().value() + ".";
            if (field.fieldClass() == FieldClass.SENSITIVE)
                settings.fault(at + "class", "plain, or secret for its mask: a table of your own is not sealed");
            if (field.isSearchable()) settings.fault(at + "searchable", "not with a table of your own");
        }
        if (!rights.edits().isEmpty()) settings.fault(key + "member.edits", "none: a table of your own is read only");
        if (rights.list().deletes()) settings.fault(key + "member.deletes", "false: a table of your own is read only");
    }

    private static void checkKnown(Settings settings, String key, List<Field> fields) {
        Set<String> known = fields.stream().map(field -> field.name().value()).collect(Collectors.toSet());
        for (var name : settings.names(key))
            if (!known.contains(name)) settings.fault(key + "." + name, "a field of this collection");
    }

    private static Optional<Sort> sort(Settings settings, String key, boolean isSingle) {
        var hasSort = !settings.names(key).isEmpty();
        if (!hasSort && !isSingle) settings.require(key, "an attribute that tells a member's records apart");
        if (!hasSort) return Optional.empty();
        var attribute = settings.text(key + ".attribute", "sort", ATTRIBUTE_CHARACTERS_MAX);
        // The other one is then an unknown key.
        var start = isSingle
                ? settings.text(key + ".equals", "stand-in", TEXT_CHARACTERS_MAX)
                : settings.optional(key + ".begins").orElse("");
        if (isSingle && settings.optional(key + ".equals").isEmpty())
            settings.require(key + ".equals", "the whole sort key of her one record");
        return Optional.of(new Sort(attribute, start));
    }
}
