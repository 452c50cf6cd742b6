package io.cloakroom.member;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

/**
 * A member's lasting name: the {@code sub} of the user pool, never an email address.
 *
 * @param value 1 to 128 visible ASCII characters except {@code #}, which parts the segments of our table keys
 */
public record MemberId(String value) {
    private static final int CHARACTERS_MAX = 128;

    public MemberId {
        require(isMemberId(value), "member id", "1 to 128 visible ASCII characters, no #");
    }

    /** Whether {@code text} could be a member's id; for text that comes from outside. */
    public static boolean isMemberId(String text) {
        return isWithin(1, text.length(), CHARACTERS_MAX) && text.chars().allMatch(c -> c > ' ' && c < 127 && c != '#');
    }
}
