package io.cloakroom.gateway;

import io.cloakroom.card.Assets;
import io.cloakroom.card.MePage;
import io.cloakroom.card.MePage.Waiting;
import io.cloakroom.card.Pages;
import io.cloakroom.card.Pages.CardLinks;
import io.cloakroom.card.Pages.Link;
import io.cloakroom.config.Settings;
import io.cloakroom.http.Body;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Delivery;
import io.cloakroom.session.Sessions;
import io.cloakroom.session.Sessions.Lookup;
import io.cloakroom.signin.ReturnPath;
import io.cloakroom.site.Site;
import io.cloakroom.upkeep.Erasures;
import io.cloakroom.upkeep.Erasures.Standing;
import io.cloakroom.upkeep.Requests;
import io.cloakroom.upkeep.Requests.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where pages come from: cards' shells, the member's own page, the files that they load, and what can be told of collections. */
final class PageDesk {
    private final GatewayConfig config;
    private final Sessions sessions;
    private final Erasures erasures;
    private final Requests requests;
    private final Pages pages;
    private final Assets assets;
    private final Problems problems;
    private final Clock clock;

    PageDesk(
            GatewayConfig config,
            Services services,
            Requests requests,
            Pages pages,
            Assets assets,
            Problems problems,
            Clock clock) {
        this.config = config;
        this.sessions = services.sessions();
        this.erasures = services.erasures();
        this.requests = requests;
        this.pages = pages;
        this.assets = assets;
        this.problems = problems;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("GET", "/card/{site}", (request, values) -> cards(request, values.getFirst())),
                new Route.Desk("GET", "/card/{site}/{collection}", this::card),
                new Route.Desk("GET", "/schemas/{collection}", (request, values) -> schema(request, values.getFirst())),
                new Route.Desk("GET", "/app/me", (request, _) -> me(request)),
                new Route.Desk("GET", "/assets/{hash}/{name}", this::asset));
    }

    /** What a site's plugin has to know to embed cards. Configuration, and no member's. */
    private Response cards(Request request, String siteId) {
        return config.sites()
                .find(siteId)
                .map(site -> Hardening.listing(
                        Response.of(200).with("application/json", new Body(Json.write(listing(site))))))
                .orElseGet(() -> problems.answer(request, Problem.notFound()));
    }

    private Map<String, Object> listing(Site site) {
        var cards = config.collections().of(site.id()).stream()
                .filter(collection -> collection.deliveries().contains(Delivery.CARD))
                .map(PageDesk::listed)
                .toList();
        return Json.members("site", site.id().value(), "name", site.name(), "origins", site.origins(), "cards", cards);
    }

    private static Map<String, Object> listed(Collection collection) {
        return Json.members(
                "collection", collection.id().value(),
                "title", collection.title(),
                "height", collection.cardHeight());
    }

    /** For whoever writes or reads records by program. Configuration, and no member's. */
    private Response schema(Request request, String collection) {
        return config.collections()
                .find(collection)
                .filter(found -> !found.deliveries().isEmpty())
                .map(found -> Schemas.of(found, config.publicUrl() + request.path()))
                .map(schema ->
                        Hardening.listing(Response.of(200).with(Schemas.MEDIA_TYPE, new Body(Json.write(schema)))))
                .orElseGet(() -> problems.answer(request, Problem.notFound()));
    }

    private Response card(Request request, List<String> values) {
        var site = config.sites().find(values.getFirst());
        var collection = config.collections().find(values.get(1));
        var isShown = site.isPresent()
                && collection.isPresent()
                && collection.get().sites().contains(site.get().id())
                && collection.get().deliveries().contains(Delivery.CARD);
        if (!isShown) return problems.answer(request, Problem.notFound());
        var page = Asked.parameter(request, "page")
                .filter(ReturnPath::isReturnPath)
                .orElse("/");
        var shell = pages.card(
                site.get(),
                collection.get(),
                OwnPage.placement(request),
                links(request, site.get(), collection.get(), page));
        return Hardening.frame(shell, site.get());
    }

    private static CardLinks links(Request request, Site site, Collection collection, String page) {
        var encoded = URLEncoder.encode(page, StandardCharsets.UTF_8);
        var signIn = site.origin() + "/wp-login.php?action=cloakroom_sign_in&redirect_to=" + encoded;
        return new CardLinks(signIn, request.path() + "?page=" + encoded, RecordPages.address(site, collection));
    }

    private Response me(Request request) {
        var site =
                Asked.parameter(request, "site").flatMap(config.sites()::find).or(this::onlySite);
        if (site.isEmpty() || !OwnPage.isOpenedInAWindow(request)) {
            return problems.answer(request, Problem.notFound());
        }
        return switch (sessions.find(RawCookies.of(request.headers()), site.get())) {
            case Lookup.Live live -> {
                var name = live.profile().displayName();
                var left = Duration.between(clock.instant(), live.session().endsAt());
                var page = me(site.get(), live.session().member(), name, left);
                yield Hardening.ownPage(pages.me(page), config.pool().publicUrl(), site.get());
            }
            case Lookup.None _ -> notSignedIn(site.get());
            case Lookup.Over over -> notSignedIn(site.get()).headers(List.of(over.cookie()));
        };
    }

    private MePage me(Site site, MemberId member, String name, Duration left) {
        var standing = erasures.standing(member);
        var gone = standing instanceof Standing.Gone since
                ? Optional.of(LeavingWords.gone(since))
                : Optional.<String>empty();
        return new MePage(
                site,
                name,
                left,
                config.session().idle(),
                standing instanceof Standing.Here ? asked(site, member) : List.of(),
                gone.isPresent() ? List.of() : places(site),
                gone.isPresent() ? List.of() : more(site),
                LeavingWords.above(standing, site),
                gone);
    }

    /** Named from configuration: no word of the site's own is shown. */
    private List<Waiting> asked(Site site, MemberId member) {
        return requests.waiting(site.id(), member, clock.instant()).stream()
                .map(passed -> switch (passed.kind()) {
                    case EXPORT -> asked(site, passed.kind(), "for a copy of all your data", OwnDataDesk.EXPORT);
                    case ERASURE -> asked(site, passed.kind(), "to erase all of your data", OwnDataDesk.ERASURE);
                })
                .toList();
    }

    private static Waiting asked(Site site, Kind kind, String what, String path) {
        var query = "?site=" + site.id().value();
        return new Waiting(
                site.name() + " has passed on your request " + what + ". Nothing has been done yet. If you did not ask "
                        + "for it, dismiss it.",
                new Link("Go on", path + query),
                "/app/me/requests/" + Settings.spelling(kind) + "/dismiss" + query);
    }

    private static List<Link> more(Site site) {
        var query = "?site=" + site.id().value();
        return List.of(
                new Link("Who saw my data", LedgerDesk.ADDRESS + query),
                new Link("Download all of your data", OwnDataDesk.EXPORT + query),
                new Link("Erase all of your data", OwnDataDesk.ERASURE + query));
    }

    private List<Link> places(Site site) {
        return config.collections().of(site.id()).stream()
                .filter(collection -> !collection.deliveries().isEmpty())
                .map(collection -> new Link(collection.title(), RecordPages.address(site, collection)))
                .toList();
    }

    private Response notSignedIn(Site site) {
        var link = new Link("Go to " + site.name(), site.origin() + "/");
        var text = "Sign in on the website; this page then shows your session.";
        return Hardening.page(pages.message(401, "You are not signed in", text, Optional.of(link)));
    }

    private Optional<Site> onlySite() {
        var sites = config.sites().all();
        return sites.size() == 1 ? Optional.of(sites.getFirst()) : Optional.empty();
    }

    private Response asset(Request request, List<String> values) {
        return assets.find(values.getFirst(), values.get(1))
                .map(Hardening::asset)
                .orElseGet(() -> problems.answer(request, Problem.notFound()));
    }
}
