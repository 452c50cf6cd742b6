package io.cloakroom.reconcile;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloakroom.config.Secret;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.site.FactCeilings;
import io.cloakroom.site.SigningSite;
import io.cloakroom.site.Site;
import io.cloakroom.site.SiteFacts;
import io.cloakroom.site.SiteId;
import io.cloakroom.site.SiteKey;
import io.cloakroom.site.SiteMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A site whose plugin answers what its users hold: real HTTP, signed both ways. It can be told to lie. */
public final class SmallSite implements AutoCloseable {
    /** How it answers. */
    public enum Manners {
        HONEST,
        SIGNS_WITH_ANOTHER_KEY,
        SIGNS_ANOTHER_QUESTION,
        REPEATS_AN_OLD_ANSWER,
        NEVER_ENDS,
        IS_GONE,
        FORGETS_CURSORS,
        ANSWERS_NO_JSON,
        ANSWERS_TOO_MANY
    }

    private final SigningSite signer = new SigningSite();
    private final SigningSite stranger = new SigningSite();
    private final HttpServer server;
    private final Clock clock;
    private final SiteKey gatewayKey;
    private final TreeMap<Integer, String> memberships = new TreeMap<>();
    private final List<String> questions = new ArrayList<>();
    private Manners manners = Manners.HONEST;
    private long sequence = 100;
    private Optional<Map<String, String>> first = Optional.empty();
    private int answersLeft = Integer.MAX_VALUE;

    public SmallSite(Clock clock, String gatewayKey) {
        this.clock = clock;
        this.gatewayKey = SiteKey.parse(gatewayKey).orElseThrow();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public Site site(FactCeilings ceilings) {
        var origin = "http://localhost:" + server.getAddress().getPort();
        var facts = new SiteFacts(ceilings, true, Optional.empty(), Optional.empty());
        return new Site(
                new SiteId("demo"),
                "Demo",
                List.of(origin),
                "c",
                new Secret("s"),
                signer.key(),
                Site.Colors.LIGHT,
                facts);
    }

    /** As it stands in {@code sites.<id>.public-key}. */
    public String publicKey() {
        return signer.publicKey();
    }

    /** @param product of {@code edd}, held for life; empty: nothing is held */
    public void user(int id, String product) {
        var head = "{\"key\":\"edd:" + id + "\",\"source\":\"edd\",\"product_id\":\"" + product;
        memberships.put(id, product.isEmpty() ? "" : head + "\",\"status\":\"active\",\"lifetime\":true}");
    }

    public void behave(Manners more) {
        manners = more;
    }

    /** From then on it does not answer any more. */
    public void failAfter(int answers) {
        answersLeft = answers;
    }

    public List<String> questions() {
        return questions;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var question = exchange.getRequestBody().readAllBytes();
            var asked = ((Json.Reading.Read) Json.read(question)).object();
            var isForUs = exchange.getRequestURI().toString().equals("/?rest_route=/cloakroom/v1/memberships");
            if (!isForUs || !isSigned(exchange, question)) send(exchange, 401, "{}", Map.of());
            else if (manners == Manners.IS_GONE || answersLeft-- <= 0) send(exchange, 503, "{}", Map.of());
            else if (manners == Manners.FORGETS_CURSORS && asked.has("cursor")) send(exchange, 400, "{}", Map.of());
            else answer(exchange, asked, new String(question, StandardCharsets.UTF_8));
        }
    }

    private boolean isSigned(HttpExchange exchange, byte[] body) {
        var headers = exchange.getRequestHeaders();
        var message = SiteMessage.signed(headers.getFirst("webhook-id"), headers.getFirst("webhook-timestamp"), body);
        var signature = headers.getFirst("webhook-signature").substring("v1a,".length());
        return gatewayKey.verifies(message, Base64.getDecoder().decode(signature));
    }

    private void answer(HttpExchange exchange, JsonObject asked, String question) throws IOException {
        questions.add(question);
        sequence = Math.max(sequence, asked.integer("after_seq").orElseThrow());
        var body = manners == Manners.ANSWERS_NO_JSON ? "<br/>Warning: " : body(asked);
        var id = exchange.getRequestHeaders().getFirst("webhook-id");
        var signedId = manners == Manners.SIGNS_ANOTHER_QUESTION ? "another-question" : id;
        var now = Long.toString(clock.instant().getEpochSecond());
        var key = manners == Manners.SIGNS_WITH_ANOTHER_KEY ? stranger : signer;
        var signed = Map.of(
                "webhook-id", signedId,
                "webhook-timestamp", now,
                "webhook-signature", key.signature(signedId, now, body),
                "body", body);
        if (first.isEmpty()) first = Optional.of(signed);
        var told = manners == Manners.REPEATS_AN_OLD_ANSWER ? first.get() : signed;
        send(exchange, 200, told.getOrDefault("body", ""), told);
    }

    private String body(JsonObject asked) {
        var user = asked.text("user");
        if (user.isPresent()) {
            var id = Integer.parseInt(user.get());
            return "{\"facts\":[" + fact(id, memberships.getOrDefault(id, "")) + "],\"next\":null,\"total\":1}";
        }
        var limit = (int) asked.integer("limit").orElseThrow() + (manners == Manners.ANSWERS_TOO_MANY ? 1 : 0);
        var after = asked.text("cursor").map(Integer::valueOf).orElse(0);
        var page = memberships.tailMap(after, false).entrySet().stream()
                .limit(limit)
                .toList();
        var facts = page.stream().map(one -> fact(one.getKey(), one.getValue())).toList();
        var isLast = page.size() < limit && manners != Manners.NEVER_ENDS;
        var next = isLast
                ? "null"
                : "\"" + (page.isEmpty() ? after : page.getLast().getKey()) + "\"";
        return "{\"facts\":[" + String.join(",", facts) + "],\"next\":" + next + ",\"total\":" + memberships.size()
                + "}";
    }

    private String fact(int user, String membership) {
        return """
                {"id":"reconciled-%d","seq":%d,"user":"%d","type":"reconciled","observed_at":"2026-11-25T12:00:00Z",\
                "memberships":[%s]}""".formatted(++sequence, sequence, user, membership);
    }

    private static void send(HttpExchange exchange, int status, String body, Map<String, String> headers)
            throws IOException {
        for (var name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
            var value = headers.get(name);
            if (value != null) exchange.getResponseHeaders().set(name, value);
        }
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
