package io.cloakroom.record;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.site.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One kind of record, as the operator declares it.
 *
 * @param sites where it is shown, and whose membership facts count for it
 * @param isSingle whether a member has one record of it, named {@code self}, or any number
 * @param fields in the order in which they are shown; 1 to 100
 * @param deliveries empty means that nobody gets it
 * @param member what a member may do with her own beyond seeing them
 * @param staff what each group of the staff may do; nobody whose group is not named may do anything
 * @param retention how long a record is kept after it was last written; empty: for ever
 * @param table of the operator's own where its records are; empty if the vault keeps them
 * @param cardHeight of its card, in CSS pixels, 120 to 2000; the same whatever the card shows, so that the height tells
 *     the site nothing
 */
public record Collection(
        CollectionId id,
        String title,
        Set<SiteId> sites,
        boolean isSingle,
        List<Field> fields,
        Requirement asks,
        Set<Delivery> deliveries,
        MemberRights member,
        Map<String, StaffRights> staff,
        Optional<Retention> retention,
        Optional<TableMapping> table,
        int cardHeight) {
    public static final int CARD_HEIGHT_LEAST = 120;
    public static final int CARD_HEIGHT_MOST = 2000;

    static final int FIELDS_MAX = 100;
    static final int TITLE_CHARACTERS_MAX = 80;

    public Collection {
        sites = Set.copyOf(sites);
        fields = List.copyOf(fields);
        deliveries = Set.copyOf(deliveries);
        var key = "collections." + id.value();
        require(!title.isBlank() && title.length() <= TITLE_CHARACTERS_MAX, key + ".title", "1 to 80 characters");
        require(isWithin(1, fields.size(), FIELDS_MAX), key + ".fields", "1 to " + FIELDS_MAX + " fields");
        staff = Map.copyOf(staff);
        var names = fields.stream().map(Field::name).collect(Collectors.toSet());
        member.check(key + ".member", names);
        staff.values().forEach(rights -> rights.check(key + ".staff", names));
        require(isWithin(CARD_HEIGHT_LEAST, cardHeight, CARD_HEIGHT_MOST), key + ".card-height", "120 to 2000");
    }

    /** The fields by whose exact value records are found. */
    public List<Field> searchable() {
        return fields.stream().filter(Field::isSearchable).toList();
    }

    /** The fields whose values no store sees. */
    Set<FieldName> sealed() {
        return fields.stream().filter(Field::isSealed).map(Field::name).collect(Collectors.toUnmodifiableSet());
    }

    public Optional<Field> field(FieldName name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }
}
