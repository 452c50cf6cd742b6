package io.cloakroom.userpool.store;

/**
 * One condition on users. Its text hides the value.
 *
 * @param value what to compare with, as text
 * @param isPrefix whether values that only begin so count too
 */
public record UserFilter(Field field, String value, boolean isPrefix) {
    /** What can be searched; nothing else can get into the SQL. */
    public enum Field {
        SUB("sub"),
        USERNAME("username"),
        USER_STATUS("status"),
        STATUS("iif(enabled, 'Enabled', 'Disabled')"),
        EMAIL("email", true),
        PHONE_NUMBER("phone_number", true),
        NAME("name", true),
        GIVEN_NAME("given_name", true),
        FAMILY_NAME("family_name", true),
        PREFERRED_USERNAME("preferred_username", true);

        private final String source;
        private final boolean isAttribute;

        Field(String source) {
            this(source, false);
        }

        Field(String source, boolean isAttribute) {
            this.source = source;
            this.isAttribute = isAttribute;
        }
    }

    String sql() {
        // Both sides mention :path, because a bound name that the statement does not use is a fault to Jdbi.
        var value = field.isAttribute ? "attributes ->> :path" : "iif(:path = '', " + field.source + ", '')";
        return isPrefix ? "substr(" + value + ", 1, length(:value)) = :value" : value + " = :value";
    }

    String path() {
        return field.isAttribute ? "$." + field.source : "";
    }

    @Override
    public String toString() {
        return "UserFilter[" + field + "]";
    }
}
