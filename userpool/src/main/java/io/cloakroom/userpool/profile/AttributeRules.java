package io.cloakroom.userpool.profile;

import static io.cloakroom.config.Checks.isWithin;

import io.cloakroom.userpool.store.PoolSettings;
import io.cloakroom.userpool.store.SchemaAttribute;
import io.cloakroom.userpool.store.User;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an attribute's value may be. */
public final class AttributeRules {
    private static final int CHARACTERS_MAX = 2048;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"(),:;\\\\]{1,64}@[^\\s@<>\"(),:;\\\\]{1,189}");
    private static final Pattern PHONE_NUMBER = Pattern.compile("\\+[0-9]{1,15}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private AttributeRules() {}

    public static boolean isEmail(String text) {
        return EMAIL.matcher(text).matches();
    }

    /** E.164. */
    public static boolean isPhoneNumber(String text) {
        return PHONE_NUMBER.matcher(text).matches();
    }

    /** Cognito's words for what is wrong with a value; empty if nothing is. They do not quote the value. */
    public static Optional<String> fault(PoolSettings settings, String name, String value) {
        if (name.equals("sub")) return Optional.of("Cannot modify the non-mutable attribute sub");
        var schema = settings.declared(name).or(() -> StandardAttributes.find(name));
        if (schema.isEmpty()) {
            return Optional.of(
                    "Attributes did not conform to the schema: " + name + ": Attribute does not exist in the schema.");
        }
        if (value.length() > CHARACTERS_MAX) return Optional.of(name + ": at most 2048 characters");
        if (value.isEmpty()) return Optional.empty();
        return switch (name) {
            case "email" -> isEmail(value) ? Optional.empty() : Optional.of("Invalid email address format.");
            case "phone_number" ->
                isPhoneNumber(value) ? Optional.empty() : Optional.of("Invalid phone number format.");
            default ->
                fault(schema.get(), value).map(text -> "Attributes did not conform to the schema: " + name + text);
        };
    }

    private static Optional<String> fault(SchemaAttribute schema, String value) {
        return switch (schema.type()) {
            case STRING, DATE_TIME -> fault(schema, value.length(), ": String must be between the declared lengths");
            case NUMBER ->
                NUMBER.matcher(value).matches()
                        ? fault(schema, Long.parseLong(value), ": Number must be within the declared range")
                        : Optional.of(": Number expected");
            case BOOLEAN ->
                value.equals("true") || value.equals("false") ? Optional.empty() : Optional.of(": Boolean expected");
        };
    }

    private static Optional<String> fault(SchemaAttribute schema, long size, String words) {
        var least = schema.least().orElse(Long.MIN_VALUE);
        var most = schema.most().orElse(Long.MAX_VALUE);
        return isWithin(least, size, most) ? Optional.empty() : Optional.of(words);
    }

    /** Attributes that the pool asks of everybody and that this user has not. */
    public static List<String> missing(PoolSettings settings, User user) {
        return settings.schema().stream()
                .filter(attribute -> attribute.isRequired()
                        && user.attribute(attribute.name()).isEmpty())
                .map(SchemaAttribute::name)
                .toList();
    }
}
