package io.cloakroom.site;

import static io.cloakroom.config.Checks.require;

import java.util.regex.Pattern;

/** Names one WordPress installation, in settings, addresses and cookie names. */
public record SiteId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    /** The staff's console, in cookies and sessions. No site may be called so. */
    public static final SiteId STAFF = new SiteId("staff");

    public SiteId {
        require(isSiteId(value), "site id", "1 to 32 of a-z, 0-9 and -");
    }

    public static boolean isSiteId(String text) {
        return FORM.matcher(text).matches();
    }
}
