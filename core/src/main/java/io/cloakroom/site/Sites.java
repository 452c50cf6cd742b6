package io.cloakroom.site;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Checks;
import io.cloakroom.config.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sites that the operator has declared; keys {@code sites.<id>.*}. */
public final class Sites {
    private static final int SITES_MAX = 200;
    static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9_+]{1,128}");

    private final List<Site> sites;

    public Sites(List<Site> sites) {
        require(sites.size() <= SITES_MAX, "sites", "at most " + SITES_MAX);
        this.sites = List.copyOf(sites);
    }

    public static Sites from(Settings settings) {
        var sites = new ArrayList<Site>();
        var names = settings.names("sites");
        if (names.isEmpty()) settings.require("sites", "at least one site");
        if (names.size() > SITES_MAX) settings.fault("sites", "at most " + SITES_MAX);
        for (var name : names) {
            if (name.equals(SiteId.STAFF.value())) settings.fault("sites." + name, "another id: this is the console's");
            else if (SiteId.isSiteId(name)) sites.add(site(settings, new SiteId(name)));
            else settings.fault("sites." + name, "a site id is 1 to 32 of a-z, 0-9 and -");
        }
        checkApart(settings, sites);
        return new Sites(sites.subList(0, Math.min(sites.size(), SITES_MAX)));
    }

    /** What tells one site from another is no other's: a client that two share would open each with the other's tokens. */
    private static void checkApart(Settings settings, List<Site> sites) {
        var clients = new HashMap<String, SiteId>();
        var origins = new HashMap<String, SiteId>();
        for (var site : sites) {
            var key = "sites." + site.id().value() + ".";
            var other = clients.putIfAbsent(site.clientId(), site.id());
            if (other != null)
                settings.fault(key + "client-id", "one of its own, and " + other.value() + " has this one");
            for (var i = 0; i < site.origins().size(); i++) {
                var owner = origins.putIfAbsent(site.origins().get(i), site.id());
                if (owner != null)
                    settings.itemFault(key + "origins", i, "each once, and " + owner.value() + " has this one");
            }
        }
    }

    private static Site site(Settings settings, SiteId id) {
        var key = "sites." + id.value() + ".";
        return new Site(
                id,
                settings.text(key + "name", id.value(), Site.NAME_CHARACTERS_MAX),
                origins(settings, key + "origins"),
                settings.text(key + "client-id", CLIENT_ID, "the id of the site's app client", "stand-in"),
                settings.secret(key + "client-secret"),
                siteKey(settings, key + "public-key"),
                settings.choice(key + "card-colors", Site.Colors.class, Site.Colors.LIGHT),
                SiteFacts.from(settings, key));
    }

    private static List<String> origins(Settings settings, String key) {
        var origins = settings.texts(key);
        for (var i = 0; i < origins.size(); i++) {
            if (!Checks.isOrigin(origins.get(i))) settings.itemFault(key, i, Checks.ORIGIN_FORM);
        }
        if (origins.isEmpty()) settings.require(key, "a list of origins");
        return origins.isEmpty() ? List.of("https://stand-in.invalid") : origins;
    }

    private static SiteKey siteKey(Settings settings, String key) {
        var text = settings.optional(key);
        var parsed = text.flatMap(SiteKey::parse);
        var allowed = "the public half of the site key: base64 of 32 bytes";
        if (text.isEmpty()) settings.require(key, allowed);
        else if (parsed.isEmpty()) settings.fault(key, allowed);
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
