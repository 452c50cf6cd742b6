package io.cloakroom.gateway;

import io.cloakroom.card.Pages;
import io.cloakroom.card.Pages.Link;
import io.cloakroom.http.Parameters;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.member.SessionRef;
import io.cloakroom.membership.Links;
import io.cloakroom.membership.Links.Tie;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.session.Session;
import io.cloakroom.session.Sessions;
import io.cloakroom.session.Sessions.Lookup;
import io.cloakroom.signin.Onward;
import io.cloakroom.signin.Randoms;
import io.cloakroom.signin.ReturnPath;
import io.cloakroom.signin.SignIns;
import io.cloakroom.signin.Tickets;
import io.cloakroom.site.Site;
import io.cloakroom.site.Sites;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Where a site's user and a member become one, which only she can bring about: in one browser she is signed in to both, and
 * says here that it may be.
 */
final class LinkDesk {
    private static final String PATH = "/session/link";

    private final Sites sites;
    private final Sessions sessions;
    private final SignIns signIns;
    private final Tickets tickets;
    private final Links links;
    private final SiteDoor door;
    private final Pages pages;
    private final Problems problems;

    LinkDesk(Sites sites, Services services, Links links, SiteDoor door, Pages pages, Problems problems) {
        this.sites = sites;
        this.sessions = services.sessions();
        this.signIns = services.signIns();
        this.tickets = services.tickets();
        this.links = links;
        this.door = door;
        this.pages = pages;
        this.problems = problems;
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("GET", PATH, (request, _) -> ask(request)),
                new Route.Desk("POST", PATH, (request, _) -> answer(request)),
                new Route.Desk("POST", "/v1/sites/{site}/links", door.bySiteKey(this::tell)));
    }

    /** The page of a sign-in that goes on here. */
    static String address(Site site, ReturnPath returnPath, String bind) {
        return PATH + "?site=" + site.id().value() + "&return=" + encoded(returnPath.value()) + "&bind=" + bind;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What a link to this page has to say. */
    private record Wish(Site site, ReturnPath returnPath, String bind) {}

    private Optional<Wish> wish(Parameters parameters) {
        var site = parameters.get("site").flatMap(sites::find);
        var path = parameters.get("return").filter(ReturnPath::isReturnPath);
        var bind = parameters.get("bind").filter(Randoms::isOne);
        if (site.isEmpty() || path.isEmpty() || bind.isEmpty()) return Optional.empty();
        return Optional.of(new Wish(site.get(), new ReturnPath(path.get()), bind.get()));
    }

    private Response ask(Request request) {
        var parameters = Asked.parameters(request);
        var wish = parameters.flatMap(this::wish);
        if (wish.isEmpty() || !OwnPage.isOpenedInAWindow(request)) return problems.answer(request, badLink());
        return switch (sessions.find(
                RawCookies.of(request.headers()), wish.get().site())) {
            case Lookup.Live live -> page(wish.get(), live);
            case Lookup.None _, Lookup.Over _ -> {
                var isNew = parameters.flatMap(p -> p.get("sign-up")).filter("1"::equals);
                yield signIn(request, wish.get(), isNew.isPresent() ? Onward.SIGN_UP : Onward.LINK);
            }
        };
    }

    private Response page(Wish wish, Lookup.Live live) {
        var site = wish.site();
        var hidden = new LinkedHashMap<String, String>();
        hidden.put("site", site.id().value());
        hidden.put("return", wish.returnPath().value());
        hidden.put("bind", wish.bind());
        hidden.put("session", mark(live.session()));
        var back = encoded(wish.returnPath().value());
        var signOut = new Link("Sign out", "/session/sign-out?site=" + site.id().value() + "&return=" + back);
        return Hardening.deliberatePage(pages.link(site, live.profile().displayName(), hidden, signOut));
    }

    /** Tells this session from another that takes its place while the page is open. Opens nothing. */
    private static String mark(Session session) {
        return Randoms.sha256("link " + session.ref().value());
    }

    private Response signIn(Request request, Wish wish, Onward onward) {
        var cookies = RawCookies.of(request.headers());
        var earlier = sessions.named(cookies, wish.site().id());
        var departure =
                signIns.begin(wish.site(), wish.returnPath(), wish.bind(), Optional.empty(), earlier, onward, cookies);
        return Answers.goTo(departure.location()).headers(departure.lines());
    }

    private Response answer(Request request) {
        if (!Asked.isForm(request)) return problems.answer(request, Asked.notAForm());
        var form = Asked.form(request);
        var wish = form.flatMap(this::wish);
        var isOurForm = OwnPage.isOpenedInAWindow(request) && OwnPage.isFromOurs(request);
        if (wish.isEmpty() || !isOurForm) return problems.answer(request, OwnPage.refusal());
        return switch (sessions.find(
                RawCookies.of(request.headers()), wish.get().site())) {
            case Lookup.Live live -> {
                var isTheSame = form.flatMap(fields -> fields.get("session")).filter(mark(live.session())::equals);
                yield isTheSame.isPresent() ? agreed(wish.get(), live.session()) : page(wish.get(), live);
            }
            case Lookup.None _, Lookup.Over _ -> signIn(request, wish.get(), Onward.LINK);
        };
    }

    private Response agreed(Wish wish, Session session) {
        var site = wish.site();
        var ticket = tickets.forLink(site.id(), session.member(), session.ref(), wish.bind());
        var address = wish.returnPath().withTicket(site.origin(), ticket.text());
        return Hardening.page(pages.connecting(site, address));
    }

    private Response tell(Request request, Site site, JsonObject body, List<String> values) {
        var ref = body.text("session_ref").filter(SessionRef::isSessionRef);
        var user = body.text("user").filter(Snapshot::isUser);
        var by = body.text("by").filter(List.of("sign-in", "mail")::contains);
        if (ref.isEmpty() || user.isEmpty() || by.isEmpty()) return door.bad(request);
        var session = sessions.of(site, new SessionRef(ref.get()));
        if (session.isEmpty()) return problems.answer(request, Problem.notFound());
        var hasAddress = sessions.profile(session.get()).email().isPresent();
        if (by.get().equals("mail") && !hasAddress) return problems.answer(request, noAddress());
        return switch (links.link(site.id(), user.get(), session.get().member())) {
            case TIED -> Answers.json(Json.members("outcome", "tied"));
            case ALREADY -> Answers.json(Json.members("outcome", "already"));
            case CONFLICT -> problems.answer(request, conflict());
        };
    }

    /** Ties the two for a redeemed ticket. */
    Optional<Problem> tie(Site site, String user, Session session) {
        return links.link(site.id(), user, session.member()) == Tie.CONFLICT
                ? Optional.of(conflict())
                : Optional.empty();
    }

    private static Problem conflict() {
        return Problem.of(Code.CONFLICT, "One of the two is connected to somebody else.");
    }

    private static Problem noAddress() {
        return Problem.of(Code.CONFLICT, "The user pool knows no proven address of this member.");
    }

    private static Problem badLink() {
        return Problem.of(Code.BAD_REQUEST, "This link is not complete. Go back to the website and try once more.");
    }
}
