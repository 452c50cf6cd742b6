package io.cloakroom.site;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sites that the operator has declared; keys {@code sites.<id>.*}. */
public final class Sites {
    private static final int SITES_MAX = 200;
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:[0-9]{1,5})?");
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9_+]{1,128}");

    private final List<Site> sites;

    public Sites(List<Site> sites) {
        require(sites.size() <= SITES_MAX, "sites", "at most " + SITES_MAX);
        this.sites = List.copyOf(sites);
    }

    public static Sites from(Settings settings) {
        var sites = new ArrayList<Site>();
        for (var name : settings.names("sites")) {
            if (SiteId.isSiteId(name)) sites.add(site(settings, new SiteId(name)));
            else settings.fault("sites." + name, "a site id is 1 to 32 of a-z, 0-9 and -");
        }
        return new Sites(sites);
    }

    private static Site site(Settings settings, SiteId id) {
        var key = "sites." + id.value() + ".";
        return new Site(
                id,
                settings.text(key + "name", id.value()),
                origins(settings, key + "origins"),
                settings.text(key + "client-id", CLIENT_ID, "the id of the site's app client", "stand-in"),
                settings.secret(key + "client-secret"),
                siteKey(settings, key + "public-key"),
                settings.choice(key + "card-colors", Site.Colors.class, Site.Colors.LIGHT));
    }

    private static List<String> origins(Settings settings, String key) {
        var origins = settings.texts(key);
        for (var origin : origins) {
            if (!ORIGIN.matcher(origin).matches() || !isSecure(origin)) {
                settings.fault(key, "https://host[:port] in lower case, no path (http only for localhost)");
            }
        }
        if (origins.isEmpty()) settings.fault(key, "required, a list of origins");
        return origins.isEmpty() ? List.of("https://stand-in.invalid") : origins;
    }

    private static boolean isSecure(String origin) {
        return origin.startsWith("https://") || origin.matches("http://(.+\\.)?localhost(:[0-9]+)?");
    }

    private static SiteKey siteKey(Settings settings, String key) {
        var text = settings.optional(key);
        var parsed = text.flatMap(SiteKey::parse);
        if (parsed.isEmpty()) settings.fault(key, "required, the public half of the site key: base64 of 32 bytes");
        return parsed.orElseGet(SiteKey::standIn);
    }

    public Optional<Site> find(SiteId id) {
        return sites.stream().filter(site -> site.id().equals(id)).findFirst();
    }

    /** For text that comes from outside; any text is allowed. */
    public Optional<Site> find(String id) {
        return sites.stream().filter(site -> site.id().value().equals(id)).findFirst();
    }

    public Optional<Site> withClient(String clientId) {
        return sites.stream().filter(site -> site.clientId().equals(clientId)).findFirst();
    }

    public List<Site> all() {
        return sites;
    }
}
