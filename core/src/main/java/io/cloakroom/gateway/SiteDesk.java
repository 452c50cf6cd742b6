package io.cloakroom.gateway;

import io.cloakroom.config.Settings;
import io.cloakroom.gateway.PageTokens.Outcome;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.member.SessionRef;
import io.cloakroom.record.Delivery;
import io.cloakroom.session.Session;
import io.cloakroom.session.Sessions;
import io.cloakroom.signin.Ticket.Purpose;
import io.cloakroom.signin.TicketStore;
import io.cloakroom.signin.Tickets;
import io.cloakroom.site.Site;
import io.cloakroom.site.SiteMessage;
import io.cloakroom.site.Sites;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where sites come with their site key: to learn who signed in, and to end a session that they opened. */
final class SiteDesk {
    private static final String JSON = "application/json";

    private final Sites sites;
    private final Tickets tickets;
    private final TicketStore seen;
    private final Sessions sessions;
    private final PageTokens tokens;
    private final Problems problems;
    private final Clock clock;

    SiteDesk(Sites sites, Services services, TicketStore seen, PageTokens tokens, Problems problems, Clock clock) {
        this.sites = sites;
        this.tickets = services.tickets();
        this.seen = seen;
        this.sessions = services.sessions();
        this.tokens = tokens;
        this.problems = problems;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("POST", "/v1/sites/{site}/tickets/redeem", bySiteKey(this::redeem)),
                new Route.Desk("POST", "/v1/sites/{site}/sessions/{ref}/end", bySiteKey(this::end)));
    }

    @FunctionalInterface
    private interface Errand {
        Response run(Request request, Site site, JsonObject body, List<String> values);
    }

    /** The door of every route here: a message that the site named in the address has signed, seen for the first time. */
    private Route.Work bySiteKey(Errand errand) {
        return (request, values) -> {
            if (!Asked.isOfType(request, JSON)) return problems.answer(request, Asked.wrongType(JSON));
            var site = sites.find(values.getFirst());
            var message = site.flatMap(known -> SiteMessage.verify(request, known, clock.instant()));
            if (site.isEmpty() || message.isEmpty()) return refused(request, Cause.SITE_SIGNATURE);
            if (!isFirst(message.get())) return refused(request, Cause.REPLAYED);
            return switch (Json.read(request.body().bytes())) {
                case Json.Reading.Read read -> errand.run(request, site.get(), read.object(), values);
                case Json.Reading.Unreadable _ -> bad(request);
            };
        };
    }

    private boolean isFirst(SiteMessage message) {
        // Twice the window: a message stamped at the window's far end passes until then.
        var keepUntil = clock.instant().plus(SiteMessage.WINDOW.multipliedBy(2));
        return seen.isFirst(message.site(), message.id(), keepUntil);
    }

    private Response redeem(Request request, Site site, JsonObject body, List<String> values) {
        var ticket = body.text("ticket");
        var bind = body.text("bind");
        var purpose =
                body.has("purpose") ? body.text("purpose").flatMap(SiteDesk::purpose) : Optional.of(Purpose.SIGN_IN);
        if (ticket.isEmpty() || bind.isEmpty() || purpose.isEmpty()) return bad(request);
        return tickets.redeem(site.id(), purpose.get(), ticket.get(), bind.get())
                .flatMap(redeemed -> sessions.of(site, redeemed.session()))
                .map(session -> redeemed(request, site, purpose.get(), session))
                .orElseGet(() -> problems.answer(request, Problem.notFound()));
    }

    private static Optional<Purpose> purpose(String text) {
        return Arrays.stream(Purpose.values())
                .filter(purpose -> Settings.spelling(purpose).equals(text))
                .findFirst();
    }

    private Response redeemed(Request request, Site site, Purpose purpose, Session session) {
        return switch (purpose) {
            case SIGN_IN -> whoSignedIn(session);
            case RELAY -> token(request, site, session);
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

    private Response refused(Request request, Cause cause) {
        var problem = Problem.of(Code.UNAUTHORIZED, "Signed by the site's key, fresh and once only.");
        return problems.answer(
                request,
                problem.with(Problem.challenge("Webhook realm=\"site\"")).because(cause));
    }

    private Response bad(Request request) {
        var problem = Problem.of(Code.BAD_REQUEST, "The body is not what this address takes.");
        return problems.answer(request, problem.because(Cause.BAD_BODY));
    }
}
