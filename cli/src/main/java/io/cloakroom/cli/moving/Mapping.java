package io.cloakroom.cli.moving;

import io.cloakroom.config.Settings;
import io.cloakroom.config.SettingsException;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Field;
import io.cloakroom.record.FieldName;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which column of a file is what.
 *
 * @param member the column with the member's {@code sub} in the user pool
 * @param id the column with the record's id; unused where a member has one record
 * @param fields the column of each field; a field without one is left as it is
 */
public record Mapping(String member, String id, Map<FieldName, String> fields) {
    private static final String MEMBER = "sub";
    private static final String ID = "id";

    public Mapping {
        fields = Map.copyOf(fields);
    }

    /** Every field has a column of its own name, the member {@code sub}, the record {@code id}. */
    public static Mapping byName(Collection collection) {
        var fields = new LinkedHashMap<FieldName, String>();
        for (var field : collection.fields()) {
            fields.put(field.name(), field.name().value());
        }
        return new Mapping(MEMBER, ID, fields);
    }

    /**
     * Reads a mapping file: YAML with {@code member}, {@code id} and {@code fields}, each naming a column.
     *
     * @throws SettingsException with every fault in it
     */
    public static Mapping read(Path file, Collection collection) {
        var settings = Settings.read(file, Map.of());
        var fields = new LinkedHashMap<FieldName, String>();
        for (var name : settings.names("fields")) {
            var isDeclared = FieldName.isFieldName(name)
                    && collection.field(new FieldName(name)).isPresent();
            if (isDeclared) fields.put(new FieldName(name), settings.text("fields." + name));
            else
                settings.fault("fields." + name, "a field of " + collection.id().value() + ": " + names(collection));
        }
        if (fields.isEmpty()) settings.require("fields", "at least one field");
        var mapping = new Mapping(settings.text("member", MEMBER), settings.text("id", ID), fields);
        settings.done();
        return mapping;
    }

    private static String names(Collection collection) {
        return String.join(
                ", ",
                collection.fields().stream()
                        .map(Field::name)
                        .map(FieldName::value)
                        .toList());
    }
}
