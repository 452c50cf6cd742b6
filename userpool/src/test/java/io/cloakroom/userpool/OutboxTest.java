package io.cloakroom.userpool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who sees the messages that would have been sent. */
class OutboxTest {
    private static final PoolFixture POOL = new PoolFixture();
    private static final String EVE = "eve@example.test";

    @BeforeAll
    static void signUp() {
        SigningUp.in(POOL).signUp(EVE);
    }

    @AfterAll
    static void close() {
        POOL.close();
    }

    @Test
    void outbox_withoutTheKey_isRefusedAndAskedFor() {
        var key = POOL.server.adminKey();
        var secret = key.secretAccessKey().reveal();
        for (var wrong :
                List.of(":", "x:y", key.accessKeyId() + ":", secret, "x:" + secret, key.accessKeyId() + ":x")) {
            var answer = POOL.outbox(wrong);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
            assertThat(answer.body()).doesNotContain(EVE);
        }
        assertThat(POOL.browser().get("/outbox").status()).isEqualTo(401);
    }

    @Test
    void outbox_inABrowser_isAPageWithTheCode() {
        var browser = POOL.browser();
        var basic = Base64.getEncoder()
                .encodeToString(POOL.server.adminKey().basic().reveal().getBytes(StandardCharsets.UTF_8));
        var page = browser.send(browser.request("/outbox").header("Authorization", "Basic " + basic));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.body()).contains(EVE, POOL.code(EVE));
    }
}
