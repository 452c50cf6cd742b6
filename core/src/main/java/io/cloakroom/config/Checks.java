package io.cloakroom.config;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** The checks that config records and value records make in their constructors. */
public final class Checks {
    /** What {@link #isUrl} takes. */
    public static final String URL_FORM = "https://host[:port][/path] (http only for localhost)";

    /** What {@link #isOrigin} takes. */
    public static final String ORIGIN_FORM =
            "https://host[:port] in lower case, no path, no :443 (http only for localhost)";

    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:[0-9]{1,5})?");

    private Checks() {}

    /**
     * @param key the setting or the thing at fault, as its owner knows it
     * @param allowed what would have been right
     * @throws IllegalArgumentException "key: allowed"; never holds the value, which may be a secret
     */
    public static void require(boolean holds, String key, String allowed) {
        if (!holds) throw new IllegalArgumentException(key + ": " + allowed);
    }

    /** Both ends belong to the range. */
    public static boolean isWithin(Duration least, Duration value, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    /** Both ends belong to the range. */
    public static boolean isWithin(long least, long value, long most) {
        return value >= least && value <= most;
    }

    /**
     * Whether this is an absolute address without user, query or fragment, and without a closing slash. {@code https}, or
     * plain {@code http} on a loopback name, which no network carries.
     */
    public static boolean isUrl(String text) {
        try {
            var uri = URI.create(text);
            var host = uri.getHost();
            if (host == null || uri.getRawUserInfo() != null || uri.getRawQuery() != null) return false;
            if (uri.getRawFragment() != null || text.endsWith("/")) return false;
            return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isLoopback(host));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    /** Whether this is an origin as browsers write it (RFC 6454), character by character, and fit to be trusted. */
    public static boolean isOrigin(String text) {
        var isUsualPort = text.matches("https://[^:]*:443|http://[^:]*:80");
        return isUrl(text) && ORIGIN.matcher(text).matches() && !isUsualPort;
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("127.0.0.1")
                || host.equals("[::1]");
    }
}
