package io.cloakroom.gateway;

import io.cloakroom.card.Assets;
import io.cloakroom.card.Pages;
import io.cloakroom.http.Handler;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.policy.Decision;
import io.cloakroom.policy.Policy;
import io.cloakroom.upstream.UpstreamException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers requests. */
public final class Gateway implements Handler {
    private final Routes routes;
    private final Optional<StaffHouse> staff;
    private final Cors cors;
    private final Problems problems;
    private final Questions questions;
    private final Limit perAddress;
    private final Limit perMember;
    private final Authentication authentication;
    private final Loading loading;
    private final Account account;
    private final Fulfilment fulfilment;
    private final Clock clock;

    public Gateway(GatewayConfig config, Parts parts, Tally tally) {
        this(config, parts, Services.of(config, parts), tally);
    }

    /** @param services of the same parts; whoever made them closes them */
    public Gateway(GatewayConfig config, Parts parts, Services services, Tally tally) {
        var assets = new Assets();
        var pages = new Pages(assets);
        this.clock = parts.clock();
        var cursors = new Cursors(parts.gatewayKey());
        this.questions = new Questions(config.collections(), cursors);
        this.perAddress = new Limit(config.limits().perAddress(), Cause.TOO_MANY_FROM_ADDRESS, clock);
        this.perMember = new Limit(config.limits().perMember(), Cause.TOO_MANY_OF_MEMBER, clock);
        this.cors = new Cors(config.sites());
        this.problems = new Problems(pages, tally);
        var pageTokens = new PageTokens(config, services.sessions());
        this.authentication = new Authentication(config, services, pageTokens);
        this.account = new Account(services.ledger(), clock);
        this.loading = new Loading(parts.records(), parts.facts(), config.sites());
        var signInDesk = new SignInDesk(config, services, parts.gatewayKey(), pages, problems);
        var siteDoor = new SiteDoor(config.sites(), parts.tickets(), problems, clock);
        var linkDesk = new LinkDesk(config.sites(), services, parts.facts(), siteDoor, pages, problems);
        var siteDesk = new SiteDesk(siteDoor, services, pageTokens, linkDesk, problems);
        var factDesk =
                new FactDesk(siteDoor, services.intake(), parts.gatewayKey().signature(), problems, tally);
        var hookDesk = new HookDesk(config.sites(), services, parts.tickets(), problems, clock);
        var tokenDesk = new TokenDesk(config, services, pageTokens, pages, problems);
        var pageDesk = new PageDesk(config, services, parts.upkeep(), pages, assets, problems, clock);
        var windowDoor = new WindowDoor(authentication, perMember, services.erasures(), problems);
        var requestDesk = new RequestDesk(config.publicUrl(), siteDoor, windowDoor, parts, account, problems);
        var opening = new Opening(services.vault(), cursors);
        var freshness = new Freshness(parts.gatewayKey(), clock);
        var ownDataDesk = new OwnDataDesk(
                config, windowDoor, loading, opening, freshness, account, services, parts, pages, problems);
        var collectionsDesk = new CollectionsDesk(authentication, config.collections(), problems);
        var ledgerDesk = new LedgerDesk(config, windowDoor, services.history(), account, pages, problems);
        var desks = Stream.of(
                signInDesk.routes(),
                siteDesk.routes(),
                factDesk.routes(),
                linkDesk.routes(),
                hookDesk.routes(),
                tokenDesk.routes(),
                pageDesk.routes(),
                collectionsDesk.routes(),
                requestDesk.routes(),
                ownDataDesk.routes(),
                ledgerDesk.routes(),
                recordRoutes());
        var recordPages = new RecordPages(pages, clock);
        this.fulfilment = new Fulfilment(
                services.vault(),
                services.erasures(),
                opening,
                freshness,
                recordPages,
                new RecordLists(services.vault(), opening, recordPages, account, problems),
                account,
                problems);
        this.routes = new Routes(desks.flatMap(List::stream).toList());
        this.staff = StaffHouse.of(config, parts, services, loading, pages, assets, problems);
    }

    private static List<Route> recordRoutes() {
        return List.of(
                new Route.Records("GET", "/app/me/collections/{collection}", Door.CARD, Errand.READ),
                new Route.Records("GET", "/app/me/collections/{collection}/{id}", Door.CARD, Errand.READ),
                new Route.Records("GET", "/v1/me/collections/{collection}", Door.BEARER, Errand.READ),
                new Route.Records("GET", "/v1/me/collections/{collection}/{id}", Door.BEARER, Errand.READ),
                new Route.Records("GET", "/app/me/records/{collection}", Door.WINDOW, Errand.READ),
                new Route.Records("GET", "/app/me/records/{collection}/{id}", Door.WINDOW, Errand.READ),
                new Route.Records("GET", "/app/me/records/{collection}/{id}/edit", Door.WINDOW, Errand.EDIT),
                new Route.Records("POST", "/app/me/records/{collection}/{id}/edit", Door.WINDOW, Errand.SAVE),
                new Route.Records("GET", "/app/me/records/{collection}/{id}/add", Door.WINDOW, Errand.NEW),
                new Route.Records("POST", "/app/me/records/{collection}/{id}/add", Door.WINDOW, Errand.ADD),
                new Route.Records("GET", "/app/me/records/{collection}/{id}/delete", Door.WINDOW, Errand.ASK),
                new Route.Records("POST", "/app/me/records/{collection}/{id}/delete", Door.WINDOW, Errand.DELETE),
                new Route.Records("POST", "/app/me/records/{collection}/{id}/unmask", Door.WINDOW, Errand.UNMASK));
    }

    /** Every address that is answered, as {@code METHOD /path}, with braces where any text may stand. */
    public List<String> addresses() {
        return addresses(routes);
    }

    /** The same of the staff's host; none where there is no such host. */
    List<String> staffAddresses() {
        return staff.map(house -> addresses(house.routes())).orElse(List.of());
    }

    private static List<String> addresses(Routes routes) {
        return routes.all().stream()
                .map(route -> route.method() + " " + route.pattern())
                .toList();
    }

    /** Answers one request; never throws for what a request, a browser or an upstream may do. */
    @Override
    public Response handle(Request request) {
        var exceeded = perAddress.exceededBy(Addresses.network(request.remoteAddress()));
        if (exceeded.isPresent()) return cors.allow(request, problems.answer(request, exceeded.get()));
        var console = staff.filter(house -> house.isAsked(request));
        if (console.isPresent()) return answer(request, console.get().routes());
        if (Cors.isPreflight(request)) return cors.preflight(request);
        return cors.allow(request, answer(request, routes));
    }

    private Response answer(Request request, Routes routes) {
        try {
            return route(request, routes);
        } catch (UpstreamException failure) {
            return problems.answer(request, failure);
        }
    }

    private Response route(Request request, Routes routes) {
        var method = request.method().equals("HEAD") ? "GET" : request.method();
        var matches = routes.at(request.path());
        for (var match : matches) {
            if (match.route().method().equals(method)) return answer(request, match);
        }
        if (matches.isEmpty()) return problems.answer(request, Problem.notFound());
        var methods =
                matches.stream().map(match -> match.route().method()).sorted().collect(Collectors.joining(", "));
        var problem = Problem.of(Code.METHOD_NOT_ALLOWED, "This address answers " + methods + ".");
        return problems.answer(request, problem.with(new Headers.Line("Allow", methods)));
    }

    private Response answer(Request request, Routes.Match match) {
        return switch (match.route()) {
            case Route.Desk desk -> desk.work().answer(request, match.values());
            case Route.Records records -> walk(request, records, match.values());
        };
    }

    /** The five rooms. */
    private Response walk(Request request, Route.Records route, List<String> values) {
        return switch (authentication.caller(request, route.door())) {
            case Authentication.Outcome.Refused refused -> problems.answer(request, refused.problem());
            case Authentication.Outcome.Known known -> walk(request, route, known.caller(), values);
        };
    }

    private Response walk(Request request, Route.Records route, Caller caller, List<String> values) {
        var exceeded = perMember.exceededBy(caller.member().value());
        if (exceeded.isPresent()) return problems.answer(request, exceeded.get());
        return switch (questions.read(request, caller.member(), values)) {
            case Questions.Reading.Unreadable(var problem) -> {
                account.refused(request, caller, Account.act(route.errand()), problem);
                yield problems.answer(request, problem);
            }
            case Questions.Reading.Read(var question) -> walk(request, route, caller, question);
        };
    }

    private Response walk(Request request, Route.Records route, Caller caller, Question question) {
        var loaded = loading.load(caller, question);
        var decision = Policy.ofMember(
                caller.site().id(), caller.ways(), question.collection(), loaded.entitlements(), clock.instant());
        return switch (decision) {
            case Decision.Denied denied -> refuse(request, route, caller, question, Problems.of(denied.why()));
            case Decision.Grant grant ->
                fulfilment.answer(new Fulfilment.Visit(request, route, caller, question, grant, loaded.records()));
        };
    }

    private Response refuse(Request request, Route.Records route, Caller caller, Question question, Problem problem) {
        account.refused(request, caller, question, route.errand(), problem);
        return problems.answer(request, problem.to(caller));
    }
}
