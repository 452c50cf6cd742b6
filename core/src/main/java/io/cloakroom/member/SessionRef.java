package io.cloakroom.member;

import static io.cloakroom.config.Checks.require;

import java.util.regex.Pattern;

/**
 * Names a browser session without opening it: the SHA-256 of the session's id, base64url. A site may know it, to end the
 * session it opened; the id itself never leaves the browser's cookie.
 */
public record SessionRef(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    public SessionRef {
        require(isSessionRef(value), "session reference", "43 base64url characters");
    }

    /** Whether {@code text} could be one; for text that comes from outside. */
    public static boolean isSessionRef(String text) {
        return FORM.matcher(text).matches();
    }
}
