package io.cloakroom.gateway;

import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.member.SessionRef;
import io.cloakroom.session.Session;
import io.cloakroom.session.Sessions;
import io.cloakroom.signin.TicketStore;
import io.cloakroom.signin.Tickets;
import io.cloakroom.site.Site;
import io.cloakroom.site.SiteMessage;
import io.cloakroom.site.Sites;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Where sites come with their site key: to learn who signed in, and to end a session that they opened. */
final class SiteDesk {
    private final Sites sites;
    private final Tickets tickets;
    private final TicketStore seen;
    private final Sessions sessions;
    private final Problems problems;
    private final Clock clock;

    SiteDesk(Sites sites, Services services, TicketStore seen, Problems problems, Clock clock) {
        this.sites = sites;
        this.tickets = services.tickets();
        this.seen = seen;
        this.sessions = services.sessions();
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
            var site = sites.find(values.getFirst());
            var message = site.flatMap(known -> SiteMessage.verify(request, known, clock.instant()));
            if (site.isEmpty() || message.isEmpty() || !isFirst(message.get())) return refused(request);
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
        if (ticket.isEmpty() || bind.isEmpty()) return bad(request);
        return tickets.redeem(site.id(), ticket.get(), bind.get())
                .flatMap(redeemed -> sessions.of(site, redeemed.session()))
                .map(this::whoSignedIn)
                .orElseGet(() -> problems.answer(request, Problem.notFound()));
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

    private Response refused(Request request) {
        var problem = Problem.of(Code.UNAUTHORIZED, "Signed by the site's key, fresh and once only.");
        return problems.answer(request, problem.with(Problems.challenge("Webhook realm=\"site\"")));
    }

    private Response bad(Request request) {
        return problems.answer(request, Problem.of(Code.BAD_REQUEST, "The body is not what this address takes."));
    }
}
