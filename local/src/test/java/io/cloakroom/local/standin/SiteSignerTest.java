package io.cloakroom.local.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.config.Secret;
import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.site.Site;
import io.cloakroom.site.SiteFacts;
import io.cloakroom.site.SiteId;
import io.cloakroom.site.SiteKey;
import io.cloakroom.site.SiteMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SiteSignerTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    // RFC 8032, 7.1, test 1.
    private static final Secret SEED = new Secret("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
    private static final String PUBLIC_KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    private static final byte[] BODY = "{\"ticket\":\"x\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void headers_asTheGatewayReadsThem_verify() {
        var headers = new SiteSigner(SEED).headers(BODY, NOON);
        assertThat(verifies(headers, BODY)).isTrue();
        assertThat(verifies(headers, "{}".getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void headers_ofTheSameBody_areAnotherMessageEachTime() {
        var signer = new SiteSigner(SEED);
        assertThat(signer.headers(BODY, NOON).get("webhook-id"))
                .isNotEqualTo(signer.headers(BODY, NOON).get("webhook-id"));
    }

    private static boolean verifies(Map<String, String> headers, byte[] body) {
        var lines = headers.entrySet().stream()
                .map(header -> new Headers.Line(header.getKey(), header.getValue()))
                .toList();
        var key = SiteKey.parse(PUBLIC_KEY).orElseThrow();
        var site = new Site(
                new SiteId("demo"),
                "Demo",
                List.of("https://a.test"),
                "c",
                new Secret("s"),
                key,
                Site.Colors.LIGHT,
                SiteFacts.DEFAULT);
        var request = new Request("id", "POST", "/", "", new Headers(lines), new Body(body), "127.0.0.1");
        return SiteMessage.verify(request, site, NOON).isPresent();
    }
}
