package io.cloakroom.membership;

import static io.cloakroom.config.Checks.require;

import java.util.regex.Pattern;

/**
 * What is held.
 *
 * @param source the system that sells it: {@code memberpress}, {@code roles}
 * @param id as that system names it; 1 to 100 printable characters
 * @param name what the site calls it; for staff, never shown as a link or an instruction, and it decides nothing
 */
public record Product(String source, String id, String name) {
    private static final Pattern SOURCE = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern ID = Pattern.compile("[^\\p{Cntrl}]{1,100}");
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{0,200}");

    public Product {
        require(isSource(source), "source", "1 to 32 of a-z, 0-9 and -, a letter first");
        require(isId(id), "product_id", "1 to 100 printable characters");
        require(isName(name), "product_name", "up to 200 printable characters");
    }

    /** As a collection's configuration names it: two systems' numbers never meet. */
    public String key() {
        return source + ":" + id;
    }

    public static boolean isSource(String text) {
        return SOURCE.matcher(text).matches();
    }

    public static boolean isId(String text) {
        return !text.isBlank() && ID.matcher(text).matches();
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
