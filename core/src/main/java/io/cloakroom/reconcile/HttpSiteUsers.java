package io.cloakroom.reconcile;

import io.cloakroom.http.Headers;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.membership.FactReader;
import io.cloakroom.seal.GatewaySignature;
import io.cloakroom.site.Site;
import io.cloakroom.site.SiteMessage;
import io.cloakroom.upstream.HttpUpstream;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks the plugin's route. What we ask is signed by the gateway's key; an answer counts if the site's key signed it under the
 * id of the question, so that no older answer and no other host's passes for it.
 */
public final class HttpSiteUsers implements SiteUsers {
    private static final String SYSTEM = "site";
    private static final String ROUTE = "/?rest_route=/cloakroom/v1/memberships";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final int CURSOR_CHARACTERS_MAX = 1024;

    private final HttpUpstream http = new HttpUpstream(SYSTEM, ANSWER_WITHIN, Json.BYTES_MAX);
    private final GatewaySignature key;
    private final Clock clock;

    public HttpSiteUsers(GatewaySignature key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    @Override
    public Answer page(Site site, Optional<String> cursor, long afterSequence) {
        return ask(site, Json.members("cursor", cursor.orElse(null), "limit", LIMIT, "after_seq", afterSequence));
    }

    @Override
    public Answer user(Site site, String user, long afterSequence) {
        return ask(site, Json.members("user", user, "limit", 1, "after_seq", afterSequence));
    }

    private Answer ask(Site site, Map<String, Object> question) {
        var id = UUID.randomUUID().toString();
        var answer = http.send(request(site, id, Json.write(question)));
        return switch (answer.statusCode()) {
            case 200 -> page(site, believed(site, id, answer));
            case 400 -> new Answer.BadCursor();
            case 429, 502, 503, 504 -> throw new Unavailable(SYSTEM, null);
            default -> throw new Malformed(SYSTEM, "status " + answer.statusCode());
        };
    }

    private HttpRequest request(Site site, String id, byte[] body) {
        var timestamp = Long.toString(clock.instant().getEpochSecond());
        var signature = key.sign(SiteMessage.signed(id, timestamp, body));
        return HttpRequest.newBuilder(URI.create(site.origin() + ROUTE))
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", "v1a," + Base64.getEncoder().encodeToString(signature))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private JsonObject believed(Site site, String id, HttpResponse<byte[]> answer) {
        var lines = answer.headers().map().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> new Headers.Line(header.getKey(), value)))
                .toList();
        var message = SiteMessage.verify(new Headers(lines), answer.body(), site, clock.instant());
        if (message.filter(signed -> signed.id().equals(id)).isEmpty()) {
            throw new Malformed(SYSTEM, "not signed by the site's key for this question");
        }
        return switch (Json.read(answer.body())) {
            case Json.Reading.Read read -> read.object();
            case Json.Reading.Unreadable unreadable -> throw new Malformed(SYSTEM, unreadable.reason());
        };
    }

    private static Answer page(Site site, JsonObject body) {
        var facts = body.objects("facts").orElseThrow(() -> new Malformed(SYSTEM, "no facts"));
        if (facts.size() > LIMIT) throw new Malformed(SYSTEM, "more facts than were asked for");
        var next = body.text("next");
        if (next.filter(cursor -> cursor.isEmpty() || cursor.length() > CURSOR_CHARACTERS_MAX)
                .isPresent()) {
            throw new Malformed(SYSTEM, "a cursor that is none");
        }
        var read = facts.stream().map(fact -> FactReader.read(site.id(), fact)).toList();
        return new Answer.Page(read, next, body.integer("total"));
    }
}
