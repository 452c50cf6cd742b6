package io.cloakroom.membership;

import static io.cloakroom.config.Checks.require;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a snapshot came to us. For people and for telling a repetition: it never decides what is open.
 *
 * @param id names this telling: the same id again is a repetition
 * @param type what happened, in the site's words: {@code membership.activated}
 * @param observedAt by the site's clock, which may be wrong
 * @param cause what set it off there, such as {@code memberpress mepr_account_is_active 44}
 */
public record Telling(String id, String type, Instant observedAt, Optional<String> cause) {
    public static final int CAUSE_CHARACTERS_MAX = 200;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9._-]{0,63}");

    public Telling {
        require(isId(id), "id", "8 to 64 letters, digits and -");
        require(isType(type), "type", "1 to 64 of a-z, 0-9, . _ and -");
        require(Term.isMoment(observedAt), "observed_at", "of the years 1970 to 9999");
        cause.ifPresent(text -> require(isCause(text), "cause", "up to 200 printable characters"));
    }

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    public static boolean isType(String text) {
        return TYPE.matcher(text).matches();
    }

    public static boolean isCause(String text) {
        return text.length() <= CAUSE_CHARACTERS_MAX && text.chars().noneMatch(Character::isISOControl);
    }
}
