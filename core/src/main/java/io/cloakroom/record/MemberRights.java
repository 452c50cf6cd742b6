package io.cloakroom.record;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;
import io.cloakroom.record.Field.FieldClass;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a member may do with her own records beyond seeing them, on pages of the gateway's own. Nothing, unless declared.
 *
 * @param edits fields whose values she may change; key {@code member.edits}, names or {@code all}
 * @param unmasks secret fields that she may see whole, after she has just proved herself again; key {@code member.unmasks},
 *     names or {@code all}
 * @param list what she may do with several of them
 */
public record MemberRights(Set<FieldName> edits, Set<FieldName> unmasks, ListRights list) {
    public static final MemberRights NONE = new MemberRights(Set.of(), Set.of(), ListRights.NONE);

    private static final String ALL = "all";

    public MemberRights {
        edits = Set.copyOf(edits);
        unmasks = Set.copyOf(unmasks);
    }

    static MemberRights read(Settings settings, String key, boolean isSingle, List<Field> fields) {
        var secrets = fields.stream()
                .filter(field -> field.fieldClass() == FieldClass.SECRET)
                .toList();
        var edits = names(settings, key + "edits", fields, "a field of this collection");
        return new MemberRights(
                edits,
                names(settings, key + "unmasks", secrets, "a secret field of this collection"),
                ListRights.read(settings, key, isSingle, !edits.isEmpty()));
    }

    static Set<FieldName> names(Settings settings, String key, List<Field> fields, String allowed) {
        var known = fields.stream().map(Field::name).collect(Collectors.toSet());
        var texts = settings.texts(key);
        if (texts.equals(List.of(ALL))) return known;
        var names = new HashSet<FieldName>();
        for (var i = 0; i < texts.size(); i++) {
            var text = texts.get(i);
            if (FieldName.isFieldName(text) && known.contains(new FieldName(text))) names.add(new FieldName(text));
            else settings.itemFault(key, i, "all, or each " + allowed);
        }
        return names;
    }

    void check(String key, Set<FieldName> declared) {
        require(declared.containsAll(edits) && declared.containsAll(unmasks), key, "fields of this collection");
    }
}
