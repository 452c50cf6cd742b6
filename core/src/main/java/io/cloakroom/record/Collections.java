package io.cloakroom.record;

import io.cloakroom.config.Settings;
import io.cloakroom.site.SiteId;
import io.cloakroom.site.Sites;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The collections that the operator has declared; keys {@code collections.<id>.*}. */
public final class Collections {
    private final List<Collection> collections;

    public Collections(List<Collection> collections) {
        this.collections = List.copyOf(collections);
    }

    public static Collections from(Settings settings, Sites sites) {
        var collections = new ArrayList<Collection>();
        for (var name : settings.names("collections")) {
            if (CollectionId.isCollectionId(name)) collections.add(collection(settings, new CollectionId(name), sites));
            else settings.fault("collections." + name, "a collection is 1 to 64 of a-z, 0-9 and -, a letter first");
        }
        return new Collections(collections);
    }

    private static Collection collection(Settings settings, CollectionId id, Sites sites) {
        var key = "collections." + id.value() + ".";
        // Faults are told in the order of reading.
        var shownOn = sites(settings, key + "sites", sites);
        var fields = new Fields(settings).read(key + "fields");
        var isSingle = settings.choice(key + "records", Records.class, Records.SINGLE) == Records.SINGLE;
        var asks = Requirements.read(settings, key + "asks-for.");
        if (asks.confirmedBy().isPresent()) checkConfirmed(settings, key + "asks-for.confirmed-by", shownOn, sites);
        var member = MemberRights.read(settings, key + "member.", isSingle, fields);
        var staff = StaffRights.read(settings, "collections." + id.value(), fields);
        return new Collection(
                id,
                settings.text(key + "title", id.value(), Collection.TITLE_CHARACTERS_MAX),
                shownOn,
                isSingle,
                fields,
                asks,
                settings.choices(key + "deliveries", Delivery.class),
                member,
                staff,
                retention(settings, key + "retention"),
                TableMapping.read(settings, key, isSingle, fields, member, staff),
                settings.integer(key + "card-height", 420, Collection.CARD_HEIGHT_LEAST, Collection.CARD_HEIGHT_MOST));
    }

    private static Optional<Retention> retention(Settings settings, String key) {
        var text = settings.optional(key);
        var retention = text.flatMap(Retention::parse);
        if (text.isPresent() && retention.isEmpty()) settings.fault(key, Retention.FORM);
        return retention;
    }

    /** A source that nobody has set up would keep everybody out. */
    private static void checkConfirmed(Settings settings, String key, Set<SiteId> shownOn, Sites sites) {
        for (var id : shownOn) {
            var isSetUp = sites.find(id)
                    .filter(site -> site.facts().memberful().isPresent())
                    .isPresent();
            if (!isSetUp)
                settings.fault(key, "a source that each of its sites has: sites." + id.value() + ".memberful");
        }
    }

    private enum Records {
        SINGLE,
        MANY
    }

    private static Set<SiteId> sites(Settings settings, String key, Sites declared) {
        var sites = new HashSet<SiteId>();
        var names = settings.texts(key);
        for (var i = 0; i < names.size(); i++) {
            if (SiteId.isSiteId(names.get(i)) && declared.find(names.get(i)).isPresent())
                sites.add(new SiteId(names.get(i)));
            else settings.itemFault(key, i, "each a site that stands under sites: " + names(declared));
        }
        if (sites.isEmpty()) settings.require(key, "a list of sites");
        return sites;
    }

    private static String names(Sites declared) {
        return declared.all().stream().map(site -> site.id().value()).collect(Collectors.joining(", "));
    }

    /** For text that comes from outside; any text is allowed. */
    public Optional<Collection> find(String id) {
        return collections.stream()
                .filter(collection -> collection.id().value().equals(id))
                .findFirst();
    }

    /** In the order of the file. */
    public List<Collection> all() {
        return collections;
    }

    /** The collections that a site shows, in the order of the file. */
    public List<Collection> of(SiteId site) {
        return collections.stream()
                .filter(collection -> collection.sites().contains(site))
                .toList();
    }
}
