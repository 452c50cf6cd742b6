package io.cloakroom.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.config.Secret;
import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteMessageTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final SigningSite signer = new SigningSite();
    private final Site site = new Site(
            new SiteId("demo"),
            "Demo",
            List.of("https://www.example.test"),
            "client",
            new Secret("s"),
            signer.key(),
            Site.Colors.LIGHT,
            SiteFacts.DEFAULT);
    private final Request good = signer.post("/v1/sites/demo/facts", "{\"a\":1}", "msg_12345678", NOW);

    private boolean isBelieved(Request request, Instant now) {
        return SiteMessage.verify(request, site, now).isPresent();
    }

    private static Request with(Request request, Headers headers, Body body) {
        return new Request(request.id(), request.method(), request.path(), "", headers, body, request.remoteAddress());
    }

    @Test
    void verify_goodMessage_isBelieved() {
        assertThat(SiteMessage.verify(good, site, NOW))
                .contains(new SiteMessage(new SiteId("demo"), "msg_12345678", NOW));
    }

    @Test
    void verify_atTheWindowsEdges_isBelievedAndBeyondIsNot() {
        assertThat(isBelieved(good, NOW.plus(WINDOW))).isTrue();
        assertThat(isBelieved(good, NOW.minus(WINDOW))).isTrue();
        assertThat(isBelieved(good, NOW.plus(WINDOW).plusMillis(1))).isFalse();
        assertThat(isBelieved(good, NOW.minus(WINDOW).minusMillis(1))).isFalse();
    }

    @Test
    void verify_bodyChanged_isNotBelieved() {
        assertThat(isBelieved(with(good, good.headers(), Body.of("{\"a\":2}")), NOW))
                .isFalse();
    }

    @Test
    void verify_otherSitesKey_isNotBelieved() {
        assertThat(isBelieved(new SigningSite().post("/", "{}", "msg_12345678", NOW), NOW))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Webhook-Id", "Webhook-Timestamp", "Webhook-Signature"})
    void verify_headerMissingOrTwice_isNotBelieved(String name) {
        var without = good.headers().lines().stream()
                .filter(line -> !line.name().equals(name))
                .toList();
        assertThat(isBelieved(with(good, new Headers(without), good.body()), NOW))
                .isFalse();
        var twice = new ArrayList<>(good.headers().lines());
        twice.add(new Headers.Line(name, good.headers().only(name).orElseThrow()));
        assertThat(isBelieved(with(good, new Headers(twice), good.body()), NOW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1,AAAA", "v1a,", "v1a,!!!!", "", "AAAA"})
    void verify_otherFormOfSignature_isNotBelieved(String signature) {
        var lines = new ArrayList<>(good.headers().lines());
        lines.removeIf(line -> line.name().equals("Webhook-Signature"));
        lines.add(new Headers.Line("Webhook-Signature", signature));
        assertThat(isBelieved(with(good, new Headers(lines), good.body()), NOW)).isFalse();
    }
}
