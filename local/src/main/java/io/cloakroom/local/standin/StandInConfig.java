package io.cloakroom.local.standin;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Secret;
import io.cloakroom.site.SiteId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.regex.Pattern;

/**
 * What differs from site to site.
 *
 * @param url its origin, by which alone it answers; {@code http://HOST.localhost:PORT}
 * @param name what people call it
 * @param gateway the gateway's origin
 * @param id what the gateway calls this site
 * @param keySeed base64 of the site key's 32 bytes
 * @param checkout where {@code browser/} and the plugin's style sheet are
 */
public record StandInConfig(
        String url, int port, String name, String gateway, SiteId id, Secret keySeed, Path checkout, Clock clock) {
    private static final Pattern ORIGIN = Pattern.compile("http://(?:[a-z0-9-]{1,63}\\.){1,5}localhost:[0-9]{1,5}");

    public StandInConfig {
        require(ORIGIN.matcher(url).matches(), "url", "an origin under localhost");
        require(ORIGIN.matcher(gateway).matches(), "gateway", "an origin under localhost");
    }

    /** What a browser that means this site writes into {@code Host}. */
    String host() {
        return url.substring("http://".length());
    }
}
