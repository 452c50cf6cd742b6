package io.cloakroom.record;

import static io.cloakroom.config.Checks.require;

/**
 * One field of a collection.
 *
 * @param title what people read beside its value
 * @param mask what is left to see of a secret; unused for the other classes
 * @param isSearchable whether records are found by its exact value; see {@link BlindIndex} for what that gives away
 */
public record Field(
        FieldName name, String title, FieldType type, FieldClass fieldClass, Mask mask, boolean isSearchable) {
    public Field {
        require(
                !title.isBlank() && title.length() <= Collection.TITLE_CHARACTERS_MAX,
                "title of " + name.value(),
                "1 to 80 characters");
    }

    /** How much care a field needs. */
    public enum FieldClass {
        /** Stored as it is. */
        PLAIN,
        /** Sealed; shown to those whom the policy lets see it. */
        SENSITIVE,
        /** Sealed; shown masked. */
        SECRET
    }

    public boolean isSealed() {
        return fieldClass != FieldClass.PLAIN;
    }
}
