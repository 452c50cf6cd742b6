package io.cloakroom.site;

import io.cloakroom.config.Checks;
import io.cloakroom.config.Secret;
import io.cloakroom.config.Settings;
import java.net.URI;
import java.util.Optional;

/**
 * The host on which the staff's console answers, and nothing else does.
 *
 * @param publicUrl its own origin; key {@code staff.public-url}: another host name than the members', for cookies know no
 *     ports
 * @param clientId its own app client in the user pool, confidential; key {@code staff.client-id}
 */
public record StaffHost(String publicUrl, String clientId, Secret clientSecret) implements AppClient {
    /** @return empty where no console is declared */
    public static Optional<StaffHost> from(Settings settings, String membersUrl, Sites sites) {
        if (settings.optional("staff.public-url").isEmpty()) return Optional.empty();
        var host = new StaffHost(
                settings.origin("staff.public-url"),
                settings.text("staff.client-id", Sites.CLIENT_ID, "the id of the console's app client", "stand-in"),
                settings.secret("staff.client-secret"));
        if (hostName(host.publicUrl).equals(hostName(membersUrl))) {
            settings.fault("staff.public-url", "another host name than listen.public-url: cookies know no ports");
        }
        for (var site : sites.all()) {
            if (site.origins().stream().anyMatch(origin -> hostName(origin).equals(hostName(host.publicUrl)))) {
                settings.fault("staff.public-url", "another host name than the site's: cookies know no ports");
            }
        }
        sites.withClient(host.clientId)
                .ifPresent(site -> settings.fault(
                        "staff.client-id", "one of its own, and " + site.id().value() + " has this one"));
        return Optional.of(host);
    }

    @Override
    public SiteId id() {
        return SiteId.STAFF;
    }

    /** What stands in the Host header of requests that are meant for it, in lower case. */
    public String authority() {
        return publicUrl.substring(publicUrl.indexOf("//") + 2);
    }

    private static String hostName(String origin) {
        return Checks.isOrigin(origin) ? URI.create(origin).getHost() : origin;
    }
}
