package io.cloakroom.gateway;

import io.cloakroom.config.Settings;
import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.membership.FactReader;
import io.cloakroom.membership.FactStore;
import io.cloakroom.membership.Intake;
import io.cloakroom.membership.Intake.Outcome;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.seal.GatewaySignature;
import io.cloakroom.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where sites tell what their users hold. Each fact is answered on its own. */
final class FactDesk {
    static final int BYTES_MAX = 256 << 10;

    private final SiteDoor door;
    private final Intake intake;
    private final GatewaySignature signature;
    private final Problems problems;
    private final Tally tally;

    FactDesk(SiteDoor door, Intake intake, GatewaySignature signature, Problems problems, Tally tally) {
        this.door = door;
        this.intake = intake;
        this.signature = signature;
        this.problems = problems;
        this.tally = tally;
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("GET", "/v1/gateway-key", (_, _) -> publicKey()),
                new Route.Desk("POST", "/v1/sites/{site}/facts", door.bySiteKey(this::take)));
    }

    /** By which sites know what is signed by us. */
    private Response publicKey() {
        var body = new Body(Json.write(Json.members("public_key", signature.publicKey())));
        return Hardening.publicKey(Response.of(200).with("application/json", body));
    }

    private Response take(Request request, Site site, JsonObject body, List<String> values) {
        var asked = body.objects("facts");
        if (request.body().length() > BYTES_MAX) return problems.answer(request, tooLarge());
        if (asked.isEmpty() || asked.get().isEmpty()) return door.bad(request);
        if (asked.get().size() > FactStore.ALL_OF_MAX) return problems.answer(request, tooLarge());
        var read = asked.get().stream()
                .map(fact -> FactReader.read(site.id(), fact))
                .toList();
        var good = new ArrayList<Snapshot>();
        for (var reading : read) {
            if (reading instanceof FactReader.Reading.Read(var snapshot)) good.add(snapshot);
        }
        return switch (intake.take(site.id(), site.facts().ceilings(), good)) {
            case Intake.Answer.Told told -> answer(read, told.outcomes());
            case Intake.Answer.Wait wait -> problems.answer(request, later(wait.until()));
        };
    }

    /** As many as were taken; what was malformed among them is told too, and the site asks again for the rest. */
    private Response answer(List<FactReader.Reading> read, List<Outcome> outcomes) {
        var results = new ArrayList<Map<String, Object>>();
        var taken = outcomes.iterator();
        for (var reading : read) {
            switch (reading) {
                case FactReader.Reading.Refused(var id, var detail) -> results.add(result(id, Outcome.REFUSED, detail));
                case FactReader.Reading.Read(var snapshot) -> {
                    if (taken.hasNext()) {
                        var outcome = taken.next();
                        results.add(result(snapshot.telling().id(), outcome, detail(outcome)));
                    }
                }
            }
        }
        return Answers.json(Json.members("results", results));
    }

    private Map<String, Object> result(String id, Outcome outcome, String detail) {
        var word = Settings.spelling(outcome);
        if (outcome == Outcome.HELD || outcome == Outcome.REFUSED) tally.count("fact", word);
        return Json.members("id", id, "outcome", word, "detail", detail);
    }

    private static String detail(Outcome outcome) {
        return switch (outcome) {
            case TAKEN -> "stored";
            case UNCHANGED -> "nothing new in it";
            case STALE -> "a later one of this user is stored";
            case HELD -> "kept aside until the gateway's staff have looked";
            case REFUSED -> "seq: far ahead of every number that this site has used";
        };
    }

    private static Problem tooLarge() {
        return Problem.of(Code.TOO_LARGE, "At most 100 facts and 256 KiB at once.")
                .because(Cause.BAD_BODY);
    }

    private static Problem later(Duration until) {
        return Problem.of(Code.RATE_LIMITED, "Too many facts in this hour, and staff have been told.")
                .with(new Headers.Line("Retry-After", Long.toString(until.toSeconds() + 1)))
                .because(Cause.TOO_MANY_FACTS);
    }
}
