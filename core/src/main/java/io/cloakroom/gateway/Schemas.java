package io.cloakroom.gateway;

import io.cloakroom.config.Settings;
import io.cloakroom.json.Json;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Field;
import io.cloakroom.record.FieldType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a collection's records may hold, as JSON Schema 2020-12: an object of texts, one for each field that has a value. It
 * says what the configuration says, and nothing of any member.
 *
 * @see <a href="https://json-schema.org/draft/2020-12/json-schema-core">JSON Schema Core</a>
 */
final class Schemas {
    static final String MEDIA_TYPE = "application/schema+json";

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private Schemas() {}

    /** @param address its own, which is the schema's id */
    static Map<String, Object> of(Collection collection, String address) {
        var properties = new LinkedHashMap<String, Object>();
        for (var field : collection.fields()) properties.put(field.name().value(), property(field));
        return Json.members(
                "$schema",
                DIALECT,
                "$id",
                address,
                "title",
                collection.title(),
                "type",
                "object",
                "properties",
                properties,
                "additionalProperties",
                false);
    }

    private static Map<String, Object> property(Field field) {
        var property = new LinkedHashMap<String, Object>();
        property.put("title", field.title());
        property.put("type", "string");
        property.putAll(constraints(field.type()));
        property.put("x-cloakroom-type", field.type().word());
        property.put("x-cloakroom-class", Settings.spelling(field.fieldClass()));
        return property;
    }

    private static Map<String, Object> constraints(FieldType type) {
        return switch (type) {
            case FieldType.Text text -> Json.members("minLength", 1, "maxLength", text.charactersMax());
            case FieldType.Decimal(var least, var most) ->
                bounded(
                        "pattern",
                        "^" + FieldType.Decimal.FORM + "$",
                        least.map(BigDecimal::toPlainString),
                        most.map(BigDecimal::toPlainString));
            case FieldType.Day(var least, var most) ->
                bounded("format", "date", least.map(LocalDate::toString), most.map(LocalDate::toString));
            case FieldType.Truth _ -> Json.members("enum", FieldType.Truth.VALUES);
            case FieldType.Choice choice -> Json.members("enum", choice.options());
            case FieldType.Items items ->
                Json.members("maxLength", FieldType.CHARACTERS_MAX, "pattern", linesPattern(items));
        };
    }

    /** JSON Schema has bounds for numbers only, and our values are texts: words of our own name them. */
    private static Map<String, Object> bounded(String form, String is, Optional<String> least, Optional<String> most) {
        var constraints = new LinkedHashMap<String, Object>();
        constraints.put(form, is);
        least.ifPresent(bound -> constraints.put("x-cloakroom-least", bound));
        most.ifPresent(bound -> constraints.put("x-cloakroom-most", bound));
        return constraints;
    }

    private static String linesPattern(FieldType.Items items) {
        var line = "[^\\n]{1," + items.charactersMax() + "}";
        return "^" + line + "(\\n" + line + "){0," + (items.itemsMax() - 1) + "}$";
    }
}
