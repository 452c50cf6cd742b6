package io.cloakroom.local.wordpress;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** PHP constants for wp-config.php, in order. Its text leaves out their values, which may be secrets. */
public final class Constants {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

    private final Map<String, String> literals;

    private Constants(Map<String, String> literals) {
        this.literals = literals;
    }

    public static Constants none() {
        return new Constants(Map.of());
    }

    public Constants text(String name, String value) {
        require(value.indexOf('\0') < 0, name, "a text without NUL");
        return with(name, "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'");
    }

    public Constants secret(String name, Secret value) {
        return text(name, value.reveal());
    }

    public Constants flag(String name, boolean value) {
        return with(name, Boolean.toString(value));
    }

    public Constants number(String name, long value) {
        return with(name, Long.toString(value));
    }

    /** All of these, and all of the others; where both have one, theirs. */
    public Constants and(Constants others) {
        var both = new LinkedHashMap<>(literals);
        both.putAll(others.literals);
        return new Constants(both);
    }

    /** One {@code define()} a line. */
    String php() {
        var lines = new StringBuilder();
        literals.forEach((name, literal) -> lines.append("define('")
                .append(name)
                .append("', ")
                .append(literal)
                .append(");\n"));
        return lines.toString();
    }

    private Constants with(String name, String literal) {
        require(NAME.matcher(name).matches(), "constant", "upper case letters, digits and _, at most 64");
        var more = new LinkedHashMap<>(literals);
        more.put(name, literal);
        return new Constants(more);
    }

    @Override
    public String toString() {
        return "Constants" + literals.keySet();
    }
}
