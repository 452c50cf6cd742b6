package io.cloakroom.record;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;
import io.cloakroom.record.Field.FieldClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What one group of the staff may do with members' records of a collection. Nothing, unless declared.
 *
 * @param reads classes of fields that the group sees, secret ones masked; key {@code staff.<group>.reads}
 * @param unmasks secret fields that it may see whole, freshly signed in; key {@code unmasks}, names or {@code all}
 * @param writes fields whose values it may change; key {@code writes}, names or {@code all}
 * @param purposes for one of which all this is, and for nothing else; key {@code purposes}
 */
public record StaffRights(Set<FieldClass> reads, Set<FieldName> unmasks, Set<FieldName> writes, List<String> purposes) {
    static final int PURPOSES_MAX = 20;
    static final int PURPOSE_CHARACTERS_MAX = 40;

    private static final Pattern PURPOSE = Pattern.compile(
            "[^\\p{Cntrl}\\s](?:[^\\p{Cntrl}]{0," + (PURPOSE_CHARACTERS_MAX - 2) + "}[^\\p{Cntrl}\\s])?");
    private static final String USUAL_GROUP = "staff";

    public StaffRights {
        reads = Set.copyOf(reads);
        unmasks = Set.copyOf(unmasks);
        writes = Set.copyOf(writes);
        purposes = List.copyOf(purposes);
        require(isWithin(1, purposes.size(), PURPOSES_MAX), "purposes", "1 to " + PURPOSES_MAX);
    }

    /** The groups of the pool whose members are staff; key {@code staff.groups}. */
    public static Set<String> groups(Settings settings) {
        var groups = settings.texts("staff.groups");
        return groups.isEmpty() ? Set.of(USUAL_GROUP) : Set.copyOf(groups);
    }

    /** @param key of the collection, without a dot at its end */
    static Map<String, StaffRights> read(Settings settings, String key, List<Field> fields) {
        var known = groups(settings);
        var rights = new LinkedHashMap<String, StaffRights>();
        for (var group : settings.names(key + ".staff")) {
            var place = key + ".staff." + group;
            if (known.contains(group)) rights.put(group, rights(settings, place + ".", fields));
            else
                settings.fault(
                        place,
                        "one of staff.groups: "
                                + String.join(", ", known.stream().sorted().toList()));
        }
        return rights;
    }

    private static StaffRights rights(Settings settings, String key, List<Field> fields) {
        var reads = settings.choices(key + "reads", FieldClass.class);
        if (reads.isEmpty()) settings.require(key + "reads", "a list of plain, sensitive, secret");
        var readable = fields.stream()
                .filter(field -> reads.contains(field.fieldClass()))
                .toList();
        var secrets = readable.stream()
                .filter(field -> field.fieldClass() == FieldClass.SECRET)
                .toList();
        return new StaffRights(
                reads,
                MemberRights.names(settings, key + "unmasks", secrets, "a secret field that the group reads"),
                MemberRights.names(settings, key + "writes", readable, "a field that the group reads"),
                purposes(settings, key + "purposes"));
    }

    private static List<String> purposes(Settings settings, String key) {
        var purposes = new ArrayList<String>();
        var texts = settings.texts(key);
        for (var i = 0; i < texts.size(); i++) {
            if (!PURPOSE.matcher(texts.get(i)).matches())
                settings.itemFault(key, i, "1 to " + PURPOSE_CHARACTERS_MAX + " characters, on one line");
            else if (purposes.contains(texts.get(i))) settings.itemFault(key, i, "no purpose twice");
            else purposes.add(texts.get(i));
        }
        if (texts.isEmpty()) settings.require(key, "a list of purposes");
        if (purposes.size() > PURPOSES_MAX) settings.fault(key, "at most " + PURPOSES_MAX);
        // To go on reading with; who reads settings stops at the fault.
        return purposes.isEmpty() ? List.of("stand-in") : purposes.subList(0, Math.min(purposes.size(), PURPOSES_MAX));
    }

    void check(String key, Set<FieldName> declared) {
        require(declared.containsAll(writes) && declared.containsAll(unmasks), key, "fields of this collection");
    }

    /** Whether a field is shown at all. */
    public boolean reads(Field field) {
        return reads.contains(field.fieldClass());
    }
}
