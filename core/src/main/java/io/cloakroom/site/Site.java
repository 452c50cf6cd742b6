package io.cloakroom.site;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Secret;
import java.util.List;

/**
 * One WordPress installation.
 *
 * @param name what people call it; from configuration, never from the site
 * @param origins its exact origins (RFC 6454), the canonical one first; at least one
 * @param clientId its own app client in the user pool, confidential
 * @param key the public half of its site key
 * @param colors of its cards, to go with the site's theme
 * @param facts how it tells of memberships, and how much
 */
public record Site(
        SiteId id,
        String name,
        List<String> origins,
        String clientId,
        Secret clientSecret,
        SiteKey key,
        Colors colors,
        SiteFacts facts)
        implements AppClient {
    static final int NAME_CHARACTERS_MAX = 80;

    /** Light on a light theme, dark on a dark one, or as the member's own device has it where the theme does the same. */
    public enum Colors {
        LIGHT,
        DARK,
        AUTO
    }

    public Site {
        origins = List.copyOf(origins);
        require(!origins.isEmpty(), "sites." + id.value() + ".origins", "at least one origin");
        require(
                !name.isBlank() && name.length() <= NAME_CHARACTERS_MAX,
                "sites." + id.value() + ".name",
                "1 to 80 characters");
    }

    /** Where members are sent back to. */
    public String origin() {
        return origins.getFirst();
    }
}
