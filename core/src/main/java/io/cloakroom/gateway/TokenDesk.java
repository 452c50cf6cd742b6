package io.cloakroom.gateway;

import io.cloakroom.card.Pages;
import io.cloakroom.gateway.PageTokens.Outcome;
import io.cloakroom.http.RawCookies;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.record.Delivery;
import io.cloakroom.session.Session;
import io.cloakroom.session.Sessions;
import io.cloakroom.session.Sessions.Lookup;
import io.cloakroom.signin.Tickets;
import io.cloakroom.site.Site;
import java.util.List;

/**
 * Where a site's own pages get what the classic ways need: an access token for {@code direct}, or for {@code relay} a ticket
 * by which the site's server gets one. Both are asked for by a frame of ours, which hands them to the site's page alone.
 */
final class TokenDesk {
    private final GatewayConfig config;
    private final Sessions sessions;
    private final Tickets tickets;
    private final PageTokens tokens;
    private final Pages pages;
    private final Problems problems;

    TokenDesk(GatewayConfig config, Services services, PageTokens tokens, Pages pages, Problems problems) {
        this.config = config;
        this.sessions = services.sessions();
        this.tickets = services.tickets();
        this.tokens = tokens;
        this.pages = pages;
        this.problems = problems;
    }

    @FunctionalInterface
    private interface Work {
        Response answer(Request request, Site site, Session session);
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("GET", "/session/token", (request, _) -> frame(request)),
                new Route.Desk(
                        "POST", "/session/token", (request, _) -> forPage(request, Delivery.DIRECT, this::token)),
                new Route.Desk(
                        "POST",
                        "/session/relay-ticket",
                        (request, _) -> forPage(request, Delivery.RELAY, this::ticket)));
    }

    private Response frame(Request request) {
        return Asked.parameter(request, "site")
                .flatMap(config.sites()::find)
                .filter(site -> tokens.areGiven(site, Delivery.DIRECT) || tokens.areGiven(site, Delivery.RELAY))
                .map(site -> Hardening.frame(pages.token(site, OwnPage.placement(request)), site))
                .orElseGet(() -> problems.answer(request, Problem.notFound()));
    }

    /** Script of our own frame asks, and she is signed in on a site that gives something out in this way. */
    private Response forPage(Request request, Delivery way, Work work) {
        var site = OwnPage.siteOf(request).flatMap(config.sites()::find);
        if (site.isEmpty()) return problems.answer(request, OwnPage.refusal());
        if (!tokens.areGiven(site.get(), way)) return problems.answer(request, Problem.notFound());
        return switch (sessions.find(RawCookies.of(request.headers()), site.get())) {
            case Lookup.Live live -> work.answer(request, site.get(), live.session());
            case Lookup.None _ -> problems.answer(request, Problem.signIn());
            case Lookup.Over over -> problems.answer(request, Problem.signInAgain(over));
        };
    }

    private Response token(Request request, Site site, Session session) {
        return switch (tokens.give(site, session)) {
            case Outcome.Given(var fresh) ->
                Answers.json(Json.members(
                        "access_token", fresh.accessToken(),
                        "expires_at", fresh.says().expiresAt().toString()));
            case Outcome.Withheld _ -> problems.answer(request, Problem.notByThisWay());
            case Outcome.Over _ -> problems.answer(request, Problem.signIn().with(Sessions.letGo(site.id())));
        };
    }

    private Response ticket(Request request, Site site, Session session) {
        var issued = tickets.forRelay(site.id(), session.member(), session.ref());
        return Answers.json(Json.members(
                "ticket", issued.text(), "expires_at", issued.expiresAt().toString()));
    }
}
