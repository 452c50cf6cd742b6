package io.cloakroom.memberful;

import com.sun.net.httpserver.HttpServer;
import io.cloakroom.config.Secret;
import io.cloakroom.json.Json;
import io.cloakroom.site.MemberfulAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Memberful's API over real HTTP, as far as we use it; what it answers for whom, a test says. */
public final class SmallMemberful implements AutoCloseable {
    public static final String SECRET = "whsec";
    private static final String API_KEY = "apikey";

    private final Map<String, String> members = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile int status = 200;
    private final AtomicInteger asked = new AtomicInteger();

    public SmallMemberful() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        server.createContext("/api/graphql", exchange -> {
            try (exchange) {
                asked.incrementAndGet();
                var question =
                        ((Json.Reading.Read) Json.read(exchange.getRequestBody().readAllBytes())).object();
                var id = question.object("variables").orElseThrow().text("id").orElseThrow();
                var isKnown = ("Bearer " + API_KEY)
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                var answer =
                        members.getOrDefault(id, "{\"data\":{\"member\":null}}").getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(isKnown ? status : 401, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public MemberfulAccount account() {
        return new MemberfulAccount(url(), new Secret(SECRET), new Secret(API_KEY));
    }

    /** @param subscriptions as JSON, between the brackets */
    public void member(long id, String email, String subscriptions) {
        answer(
                id,
                "{\"data\":{\"member\":{\"id\":\"" + id + "\",\"email\":\"" + email + "\",\"subscriptions\":["
                        + subscriptions + "]}}}");
    }

    public void answer(long id, String json) {
        members.put(Long.toString(id), json);
    }

    public void gone(long id) {
        members.remove(Long.toString(id));
    }

    public void fail(int with) {
        status = with;
    }

    public int asked() {
        return asked.get();
    }

    /** As {@code X-Memberful-Webhook-Signature} says. */
    public static String signature(String body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
