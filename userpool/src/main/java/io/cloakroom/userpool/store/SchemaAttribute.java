package io.cloakroom.userpool.store;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An attribute that users of a pool may have.
 *
 * @param name as in tokens and calls, so with {@code custom:} in front of a custom one
 * @param isMutable whether it may be given a value again
 * @param isRequired whether a user must have it before the first sign-in is done
 * @param least fewest characters of a text, or smallest number
 * @param most most characters of a text, or greatest number
 */
public record SchemaAttribute(
        String name, Type type, boolean isMutable, boolean isRequired, OptionalLong least, OptionalLong most) {
    /** How values are written; all of them travel as texts. */
    public enum Type {
        STRING("String"),
        NUMBER("Number"),
        DATE_TIME("DateTime"),
        BOOLEAN("Boolean");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        /** As Cognito spells it. */
        public String word() {
            return word;
        }

        public static Optional<Type> of(String word) {
            return Arrays.stream(values())
                    .filter(type -> type.word.equals(word))
                    .findFirst();
        }
    }

    public boolean isCustom() {
        return name.startsWith("custom:");
    }

    Map<String, Object> toJson() {
        var json = Json.members("name", name, "type", type.name(), "mutable", isMutable, "required", isRequired);
        least.ifPresent(number -> json.put("least", number));
        most.ifPresent(number -> json.put("most", number));
        return json;
    }

    static SchemaAttribute fromJson(JsonObject json) {
        return new SchemaAttribute(
                json.text("name").orElseThrow(),
                Type.valueOf(json.text("type").orElseThrow()),
                json.flag("mutable").orElseThrow(),
                json.flag("required").orElseThrow(),
                json.integer("least"),
                json.integer("most"));
    }
}
