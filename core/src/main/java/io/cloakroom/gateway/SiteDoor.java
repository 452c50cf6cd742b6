package io.cloakroom.gateway;

import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.signin.TicketStore;
import io.cloakroom.site.Site;
import io.cloakroom.site.SiteMessage;
import io.cloakroom.site.Sites;
import java.time.Clock;
import java.util.List;

/** The door through which sites come: a message that the site named in the address has signed, seen for the first time. */
final class SiteDoor {
    private final Sites sites;
    private final TicketStore seen;
    private final Problems problems;
    private final Clock clock;

    SiteDoor(Sites sites, TicketStore seen, Problems problems, Clock clock) {
        this.sites = sites;
        this.seen = seen;
        this.problems = problems;
        this.clock = clock;
    }

    /** What a site comes for. */
    @FunctionalInterface
    interface Work {
        Response answer(Request request, Site site, JsonObject body, List<String> values);
    }

    /** The site is the first of the address's values. */
    Route.Work bySiteKey(Work work) {
        return (request, values) -> {
            if (!Asked.isJson(request)) return problems.answer(request, Asked.notJson());
            var site = sites.find(values.getFirst());
            var message = site.flatMap(known -> SiteMessage.verify(request, known, clock.instant()));
            if (site.isEmpty() || message.isEmpty()) return refused(request, Cause.SITE_SIGNATURE);
            if (!isFirst(message.get())) return refused(request, Cause.REPLAYED);
            return switch (Json.read(request.body().bytes())) {
                case Json.Reading.Read read -> work.answer(request, site.get(), read.object(), values);
                case Json.Reading.Unreadable _ -> bad(request);
            };
        };
    }

    private boolean isFirst(SiteMessage message) {
        // Twice the window: a message stamped at the window's far end passes until then.
        var keepUntil = clock.instant().plus(SiteMessage.WINDOW.multipliedBy(2));
        return seen.isFirst(message.site(), message.id(), keepUntil);
    }

    private Response refused(Request request, Cause cause) {
        var problem = Problem.of(Code.UNAUTHORIZED, "Signed by the site's key, fresh and once only.");
        return problems.answer(
                request,
                problem.with(Problem.challenge("Webhook realm=\"site\"")).because(cause));
    }

    Response bad(Request request) {
        return problems.answer(request, Asked.badBody());
    }
}
