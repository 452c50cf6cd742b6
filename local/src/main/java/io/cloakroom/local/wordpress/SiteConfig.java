package io.cloakroom.local.wordpress;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What differs from site to site.
 *
 * @param host its name, under {@code localhost}
 * @param port on 127.0.0.1; part of the site's address
 * @param title 1 to 100 characters
 * @param administrator name of the first user
 * @param passphrase the administrator's
 * @param constants beside those of every site, for wp-config.php
 * @param plugins copied and switched on at each start, in this order
 */
public record SiteConfig(
        String host,
        int port,
        String title,
        String administrator,
        Secret passphrase,
        Constants constants,
        List<PluginSource> plugins) {
    /** DECISIONS, "The demo". */
    public static final String HOST = "site.cloakroom.localhost";

    private static final Pattern HOST_FORM = Pattern.compile("([a-z0-9-]{1,63}\\.){1,5}localhost");
    private static final Pattern USER_FORM = Pattern.compile("[a-z0-9-]{1,60}");

    public SiteConfig {
        require(HOST_FORM.matcher(host).matches(), "host", "a name under localhost, in lower case");
        require(isWithin(1, port, 65_535), "port", "1 to 65535");
        require(isWithin(1, title.length(), 100), "title", "1 to 100 characters");
        require(USER_FORM.matcher(administrator).matches(), "administrator", "a-z, 0-9 and -, at most 60");
        plugins = List.copyOf(plugins);
    }

    /** A plain site with an administrator "admin". */
    public static SiteConfig of(int port, Secret passphrase) {
        return new SiteConfig(HOST, port, "Alder House", "admin", passphrase, Constants.none(), List.of());
    }

    public SiteConfig with(Constants more) {
        return new SiteConfig(host, port, title, administrator, passphrase, constants.and(more), plugins);
    }

    public SiteConfig with(PluginSource plugin) {
        var more = new ArrayList<>(plugins);
        more.add(plugin);
        return new SiteConfig(host, port, title, administrator, passphrase, constants, more);
    }

    public SiteConfig under(String otherHost) {
        return new SiteConfig(otherHost, port, title, administrator, passphrase, constants, plugins);
    }

    /** {@code http://HOST:PORT}, an origin. */
    public String url() {
        return "http://" + host + ":" + port;
    }
}
