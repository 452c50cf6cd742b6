package io.cloakroom.signin;

import static io.cloakroom.config.Checks.require;

import java.util.regex.Pattern;

/**
 * Where on its own site a member is brought back to. A path and a query, never a host: {@code //host} and {@code /\host},
 * which browsers take for one, are refused, and so is whatever would need encoding.
 */
public record ReturnPath(String value) {
    private static final int CHARACTERS_MAX = 1024;
    private static final Pattern FORM = Pattern.compile(
            "/(?:[A-Za-z0-9._~!$&'()*+,;=:@%-][A-Za-z0-9._~!$&'()*+,;=:@%/?-]*|\\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?");
    private static final String TICKET = "cloakroom_ticket";

    public ReturnPath {
        require(isReturnPath(value), "return", "a path on the site, at most 1,024 characters");
    }

    public static boolean isReturnPath(String text) {
        return text.length() <= CHARACTERS_MAX && FORM.matcher(text).matches();
    }

    /** This path on a site, with a ticket added to its query. */
    public String withTicket(String origin, String ticket) {
        return origin + value + (value.contains("?") ? "&" : "?") + TICKET + "=" + ticket;
    }
}
