package io.cloakroom.gateway;

import io.cloakroom.config.Settings;
import io.cloakroom.gateway.PageTokens.Outcome;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.member.SessionRef;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.record.Delivery;
import io.cloakroom.session.Session;
import io.cloakroom.session.Sessions;
import io.cloakroom.signin.Ticket.Purpose;
import io.cloakroom.signin.Tickets;
import io.cloakroom.site.Site;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where sites come with their site key: to learn who signed in, and to end a session that they opened. */
final class SiteDesk {
    private final SiteDoor door;
    private final Tickets tickets;
    private final Sessions sessions;
    private final PageTokens tokens;
    private final LinkDesk links;
    private final Problems problems;

    SiteDesk(SiteDoor door, Services services, PageTokens tokens, LinkDesk links, Problems problems) {
        this.door = door;
        this.tickets = services.tickets();
        this.sessions = services.sessions();
        this.tokens = tokens;
        this.links = links;
        this.problems = problems;
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("POST", "/v1/sites/{site}/tickets/redeem", door.bySiteKey(this::redeem)),
                new Route.Desk("POST", "/v1/sites/{site}/sessions/{ref}/end", door.bySiteKey(this::end)));
    }

    private Response redeem(Request request, Site site, JsonObject body, List<String> values) {
        var ticket = body.text("ticket");
        var bind = body.text("bind");
        var purpose =
                body.has("purpose") ? body.text("purpose").flatMap(SiteDesk::purpose) : Optional.of(Purpose.SIGN_IN);
        if (ticket.isEmpty() || bind.isEmpty() || purpose.isEmpty()) return bad(request);
        var user = body.text("user").filter(Snapshot::isUser);
        if (purpose.get() == Purpose.LINK && user.isEmpty()) return bad(request);
        return tickets.redeem(site.id(), purpose.get(), ticket.get(), bind.get())
                .flatMap(redeemed -> sessions.of(site, redeemed.session()))
                .map(session -> redeemed(request, site, purpose.get(), user, session))
                .orElseGet(() -> problems.answer(request, Problem.notFound()));
    }

    private static Optional<Purpose> purpose(String text) {
        return Arrays.stream(Purpose.values())
                .filter(purpose -> Settings.spelling(purpose).equals(text))
                .findFirst();
    }

    private Response redeemed(Request request, Site site, Purpose purpose, Optional<String> user, Session session) {
        return switch (purpose) {
            case SIGN_IN -> whoSignedIn(session);
            case RELAY -> token(request, site, session);
            case LINK ->
                links.tie(site, user.orElseThrow(), session)
                        .map(problem -> problems.answer(request, problem))
                        .orElseGet(() -> whoSignedIn(session));
        };
    }

    /** The configuration may have changed since the ticket was made: what it says now counts. */
    private Response token(Request request, Site site, Session session) {
        if (!tokens.areGiven(site, Delivery.RELAY)) return problems.answer(request, Problem.notFound());
        return switch (tokens.give(site, session)) {
            case Outcome.Given(var fresh) ->
                Answers.json(Json.members(
                        "sub", session.member().value(),
                        "session_ref", session.ref().value(),
                        "access_token", fresh.accessToken(),
                        "expires_at", fresh.says().expiresAt().toString()));
            case Outcome.Withheld _ ->
                problems.answer(request, Problem.notByThisWay().because(Cause.STAFF));
            case Outcome.Over _ -> problems.answer(request, Problem.notFound());
        };
    }

    private Response whoSignedIn(Session session) {
        var profile = sessions.profile(session);
        return Answers.json(Json.members(
                "sub", session.member().value(),
                "email", profile.email().orElse(null),
                "display_name", profile.displayName(),
                "locale", profile.locale(),
                "session_ref", session.ref().value(),
                "session_end", session.endsAt().toString()));
    }

    private Response end(Request request, Site site, JsonObject body, List<String> values) {
        var ref = Optional.of(values.get(1)).filter(SessionRef::isSessionRef);
        // The body is what the site signed: the address alone might be another's.
        if (ref.isEmpty() || !body.text("session_ref").equals(ref)) return bad(request);
        sessions.end(site, new SessionRef(ref.get()));
        return Hardening.data(Response.of(204));
    }

    private Response bad(Request request) {
        return door.bad(request);
    }
}
