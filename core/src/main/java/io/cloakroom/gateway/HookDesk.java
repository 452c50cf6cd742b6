package io.cloakroom.gateway;

import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.memberful.Memberful;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.reconcile.Reconcile;
import io.cloakroom.signin.Randoms;
import io.cloakroom.signin.TicketStore;
import io.cloakroom.site.MemberfulAccount;
import io.cloakroom.site.Site;
import io.cloakroom.site.Sites;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where membership systems tell that something happened. Nothing that they say is taken from the message: it is a reason to go
 * and ask. So a replayed one costs a question and changes nothing, and the same within a minute costs not even that.
 */
final class HookDesk {
    private static final String SIGNATURE = "X-Memberful-Webhook-Signature";
    private static final String MEMBERPRESS_KEY = "MEMBERPRESS-WEBHOOK-KEY";
    private static final Duration SAME_WITHIN = Duration.ofMinutes(1);

    private final Sites sites;
    private final TicketStore seen;
    private final Memberful memberful;
    private final Reconcile reconcile;
    private final Problems problems;
    private final Clock clock;

    HookDesk(Sites sites, Services services, TicketStore seen, Problems problems, Clock clock) {
        this.sites = sites;
        this.seen = seen;
        this.memberful = services.memberful();
        this.reconcile = services.reconcile();
        this.problems = problems;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("POST", "/v1/hooks/memberful/{site}", this::memberful),
                new Route.Desk("POST", "/v1/hooks/memberpress/{site}", this::memberPress));
    }

    private Response memberful(Request request, List<String> values) {
        var site = sites.find(values.getFirst());
        var account = site.flatMap(known -> known.facts().memberful());
        if (account.isEmpty()) return problems.answer(request, Problem.notFound());
        var signature = request.headers().only(SIGNATURE).orElse("");
        if (!Memberful.isSigned(account.get(), request.body().bytes(), signature)) return refused(request);
        return switch (Json.read(request.body().bytes())) {
            case Json.Reading.Read(var message) -> told(request, site.orElseThrow(), account.get(), message);
            case Json.Reading.Unreadable _ -> bad(request);
        };
    }

    private Response told(Request request, Site site, MemberfulAccount account, JsonObject message) {
        var member = Memberful.memberOf(message);
        if (member.isEmpty()) return done("nothing to do");
        if (!isFirst(site, "memberful", request.body().bytes())) return done("asked a moment ago");
        memberful.refresh(site, account, member.get());
        return done("asked");
    }

    private Response memberPress(Request request, List<String> values) {
        var site = sites.find(values.getFirst());
        var key = site.flatMap(known -> known.facts().memberPressKey());
        if (key.isEmpty()) return problems.answer(request, Problem.notFound());
        var shown = request.headers().only(MEMBERPRESS_KEY).orElse("");
        if (!key.get().matches(shown)) return refused(request);
        if (!(Json.read(request.body().bytes()) instanceof Json.Reading.Read(var message))) return bad(request);
        var user = memberPressUser(message);
        if (user.isEmpty()) return done("nothing to do");
        if (!isFirst(site.orElseThrow(), "memberpress", user.get().getBytes(StandardCharsets.US_ASCII))) {
            return done("asked a moment ago");
        }
        reconcile.mend(site.get(), user.get());
        return done("asked");
    }

    /** Of a member the message's own id; of all else its {@code member}, a number, a text or an object. */
    private static Optional<String> memberPressUser(JsonObject message) {
        var data = message.object("data");
        var isMember = message.text("type").filter("member"::equals).isPresent();
        var user = isMember
                ? data.flatMap(object -> id(object, "id"))
                : data.flatMap(object -> object.object("member")
                        .flatMap(member -> id(member, "id"))
                        .or(() -> id(object, "member")));
        return user.filter(Snapshot::isUser);
    }

    private static Optional<String> id(JsonObject object, String name) {
        OptionalLong number = object.integer(name);
        return number.isPresent() ? Optional.of(Long.toString(number.getAsLong())) : object.text(name);
    }

    /**
     * Whether the same was not told within this minute. No longer than that: where asking failed, the sender tells it again
     * later, in the same bytes.
     */
    private boolean isFirst(Site site, String source, byte[] told) {
        var now = clock.instant();
        var minute = Duration.between(Instant.EPOCH, now).toMinutes();
        var hash = Randoms.sha256(HexFormat.of().formatHex(told));
        return seen.isFirst(site.id(), source + "-" + minute + "-" + hash, now.plus(SAME_WITHIN.multipliedBy(2)));
    }

    private static Response done(String word) {
        return Answers.json(Json.members("outcome", word));
    }

    private Response refused(Request request) {
        var problem = Problem.of(Code.UNAUTHORIZED, "Not signed as this address wants it.")
                .with(Problem.challenge("Webhook realm=\"hooks\""));
        return problems.answer(request, problem.because(Cause.HOOK_SIGNATURE));
    }

    private Response bad(Request request) {
        var problem = Problem.of(Code.BAD_REQUEST, "The body is not what this address takes.");
        return problems.answer(request, problem.because(Cause.BAD_BODY));
    }
}
