package io.cloakroom.local.standin;

import static java.net.http.HttpResponse.BodyHandlers.limiting;
import static java.net.http.HttpResponse.BodyHandlers.ofByteArray;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.member.SessionRef;
import io.cloakroom.upstream.Upstream;
import io.cloakroom.upstream.UpstreamException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the gateway over HTTP. */
final class GatewayCalls implements TicketOffice, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayCalls.class);
    private static final String SYSTEM = "gateway";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final int BYTES_MAX = 16 << 10;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
    private final String root;
    private final SiteSigner signer;
    private final Clock clock;

    GatewayCalls(StandInConfig config) {
        this.root = config.gateway() + "/v1/sites/" + config.id().value();
        this.signer = new SiteSigner(config.keySeed());
        this.clock = config.clock();
    }

    @Override
    public Redemption redeem(String ticket, String bind) {
        try {
            var answer = post("/tickets/redeem", Map.of("ticket", ticket, "bind", bind));
            if (answer.statusCode() == 404) return new Redemption.Refused();
            return login(answer).<Redemption>map(Redemption.SignedIn::new).orElseGet(() -> strange(answer));
        } catch (UpstreamException failure) {
            LOG.warn("a ticket could not be redeemed: {}", failure.getMessage());
            return new Redemption.Unavailable();
        }
    }

    private static Redemption strange(HttpResponse<byte[]> answer) {
        LOG.warn("a ticket could not be redeemed: status {}", answer.statusCode());
        return new Redemption.Unavailable();
    }

    @Override
    public void end(SessionRef session) {
        try {
            post("/sessions/" + session.value() + "/end", Map.of("session_ref", session.value()));
        } catch (UpstreamException failure) {
            LOG.warn("a session could not be ended: {}", failure.getMessage());
        }
    }

    private HttpResponse<byte[]> post(String path, Map<String, Object> message) {
        var body = Json.write(message);
        var request = HttpRequest.newBuilder(URI.create(root + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        signer.headers(body, clock.instant()).forEach(request::header);
        var signed = request.build();
        return Upstream.call(SYSTEM, ANSWER_WITHIN, () -> http.send(signed, limiting(ofByteArray(), BYTES_MAX)));
    }

    private static Optional<Login> login(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) return Optional.empty();
        return switch (Json.read(answer.body())) {
            case Json.Reading.Read(var claims) -> login(claims);
            case Json.Reading.Unreadable _ -> Optional.empty();
        };
    }

    private static Optional<Login> login(JsonObject claims) {
        var name = claims.text("display_name");
        var session = claims.text("session_ref").filter(SessionRef::isSessionRef);
        var end = claims.text("session_end").flatMap(GatewayCalls::instant);
        if (name.isEmpty() || session.isEmpty() || end.isEmpty()) return Optional.empty();
        return Optional.of(Login.of(name.get(), new SessionRef(session.get()), end.get()));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException noInstant) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
