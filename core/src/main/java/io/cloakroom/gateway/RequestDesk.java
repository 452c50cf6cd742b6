package io.cloakroom.gateway;

import io.cloakroom.config.Settings;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.ledger.Act;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Links;
import io.cloakroom.site.Site;
import io.cloakroom.upkeep.Requests;
import io.cloakroom.upkeep.Requests.Kind;
import io.cloakroom.upkeep.Requests.Passed;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where sites pass on that a member has asked them for her data, or for its erasure. All that comes of it is a line on her own
 * page, which she may dismiss. Nothing of hers goes back to the site.
 */
final class RequestDesk {
    /** More new ones of a site in an hour are turned away. */
    static final int PER_HOUR_MAX = 100;

    private static final long HOUR_SECONDS = Duration.ofHours(1).toSeconds();

    private final String publicUrl;
    private final SiteDoor site;
    private final WindowDoor window;
    private final Links links;
    private final Requests requests;
    private final Account account;
    private final Problems problems;
    private final Clock clock;

    RequestDesk(String publicUrl, SiteDoor site, WindowDoor window, Parts parts, Account account, Problems problems) {
        this.account = account;
        this.publicUrl = publicUrl;
        this.site = site;
        this.window = window;
        this.links = parts.facts();
        this.requests = parts.upkeep();
        this.problems = problems;
        this.clock = parts.clock();
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("POST", "/v1/sites/{site}/requests", site.bySiteKey(this::pass)),
                new Route.Desk("POST", "/app/me/requests/{kind}/dismiss", window.bySession(this::dismiss)));
    }

    private Response pass(Request request, Site from, JsonObject body, List<String> values) {
        var id = body.text("id").filter(Passed::isId);
        var sub = body.text("sub").filter(MemberId::isMemberId).map(MemberId::new);
        var kind = body.text("kind").flatMap(RequestDesk::kind);
        if (id.isEmpty() || sub.isEmpty() || kind.isEmpty()) return site.bad(request);
        var act = act(kind.get());
        var isHers = links.userOf(from.id(), sub.get()).isPresent();
        var passed = new Passed(from.id(), sub.get(), kind.get(), id.get(), clock.instant());
        if (isHers && requests.isKnown(passed, clock.instant())) return waiting(from);
        // Before anything is written: a taken-over site shall not fill the ledger either.
        if (!requests.count(from.id(), hour(), PER_HOUR_MAX)) return problems.answer(request, tooMany());
        if (!isHers) return refuse(request, from, act, Problem.notFound());
        account.passedOn(request, from.id(), act, sub.get());
        requests.open(passed, clock.instant());
        return waiting(from);
    }

    private static Act act(Kind kind) {
        return switch (kind) {
            case EXPORT -> Act.EXPORT_ASKED;
            case ERASURE -> Act.ERASURE_ASKED;
        };
    }

    private Response refuse(Request request, Site from, Act act, Problem problem) {
        account.refused(request, from.id(), act, problem);
        return problems.answer(request, problem);
    }

    private static Optional<Kind> kind(String word) {
        return Arrays.stream(Kind.values())
                .filter(kind -> Settings.spelling(kind).equals(word))
                .findFirst();
    }

    private long hour() {
        return clock.instant().getEpochSecond() / HOUR_SECONDS;
    }

    private Response waiting(Site from) {
        var body = Json.members(
                "state",
                "waiting-for-member",
                "page",
                publicUrl + "/app/me?site=" + from.id().value());
        return Answers.json(202, body);
    }

    private Problem tooMany() {
        var left = HOUR_SECONDS - clock.instant().getEpochSecond() % HOUR_SECONDS;
        return Problem.of(Code.RATE_LIMITED, "Too many requests of members in this hour.")
                .with(new Headers.Line("Retry-After", Long.toString(left)))
                .because(Cause.TOO_MANY_REQUESTS);
    }

    private Response dismiss(Request request, Caller caller, List<String> values) {
        var kind = kind(values.getFirst());
        if (kind.isEmpty()) return problems.answer(request, Problem.notFound());
        requests.close(caller.site().id(), caller.member(), kind.get());
        return Answers.goTo("/app/me?site=" + caller.site().id().value());
    }
}
