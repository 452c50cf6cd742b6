package io.cloakroom.userpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cloakroom.userpool.oauth.PkcePolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserPoolServerTest {
    private static final PoolFixture POOL = new PoolFixture();

    @AfterAll
    static void close() {
        POOL.close();
    }

    private static String answer(String host) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), POOL.server.port())) {
            socket.setSoTimeout(5_000);
            var request = "GET /" + POOL.poolId + "/.well-known/openid-configuration HTTP/1.1\r\nHost: " + host
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void host_publicOrOfThisMachine_isAnsweredWithPublicAddressesOnly() throws IOException {
        for (var host : new String[] {"pool.cognito.localhost", "POOL.cognito.localhost", "127.0.0.1", "localhost"}) {
            assertThat(answer(host + ":" + POOL.server.port()))
                    .startsWith("HTTP/1.1 200")
                    .contains("\"issuer\":\"http://pool.cognito.localhost:" + POOL.server.port() + "/" + POOL.poolId)
                    .doesNotContain("127.0.0.1");
        }
    }

    @Test
    void host_anyOther_isTurnedAway() throws IOException {
        for (var host : new String[] {"evil.example:" + POOL.server.port(), "pool.cognito.localhost", "127.0.0.1:1"}) {
            assertThat(answer(host)).startsWith("HTTP/1.1 421").doesNotContain("evil.example");
        }
    }

    @Test
    void path_unknown_isAPageWithStatus404() {
        var page = POOL.browser().get("/nowhere");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.body()).contains("Nothing here");
        assertThat(POOL.browser().get("/local_Unknown1/.well-known/jwks.json").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"/oauth2/token, POST", "/oauth2/revoke, POST", "/, 'OPTIONS, POST'"})
    void method_thatAPathDoesNotTake_isTold(String path, String allowed) {
        var answer = POOL.browser().get(path);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo(allowed);
    }

    @Test
    void stylesheet_namedByThePages_isThereForEver() {
        var page = POOL.browser().get("/nowhere").body();
        var path = page.replaceAll("(?s).*href=\"(/assets/[^\"]*)\".*", "$1");
        var stylesheet = POOL.browser().get(path);
        assertThat(stylesheet.status()).isEqualTo(200);
        assertThat(stylesheet.header("Content-Type")).isEqualTo("text/css; charset=utf-8");
        assertThat(stylesheet.header("Cache-Control")).contains("immutable");
    }

    @Test
    void everyAnswer_ofAnyKind_mayBeFramedNowhere() {
        var browser = POOL.browser();
        for (var path : new String[] {"/nowhere", "/oauth2/token", "/oauth2/userInfo", "/oauth2/authorize"}) {
            assertThat(browser.get(path).header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        }
        assertThat(browser.get("/nowhere").header("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void everyAnswer_whereThePublicAddressIsHttps_asksForHttps() {
        try (var pool = new PoolFixture(config -> config.withPublicUrl("https://pool.example.com"))) {
            var page = pool.browser().get("/nowhere");
            assertThat(page.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
        }
    }

    @Test
    void start_onAFolderInUse_isRefused() {
        var config = UserPoolConfig.loopback(POOL.server.adminKey().file().resolveSibling(""), 0);
        assertThatIllegalStateException()
                .isThrownBy(() -> UserPoolServer.start(config, POOL.clock))
                .withMessageContaining("another user pool");
    }

    @Test
    void start_onAPortInUse_isRefusedAndLetsTheFolderGo() {
        var data = SeededFolder.newFolder();
        assertThatIllegalStateException()
                .isThrownBy(() -> UserPoolServer.start(UserPoolConfig.loopback(data, POOL.server.port()), POOL.clock))
                .withMessageContaining("cannot listen");
        UserPoolServer.start(UserPoolConfig.loopback(data, 0), POOL.clock).close();
    }

    @Test
    void restart_onTheSameFolder_keepsPoolsKeysAndTokens() {
        try (var first = new PoolFixture()) {
            var refresh =
                    first.signInForTokens(first.client).text("refresh_token").orElseThrow();
            var keys = "/" + first.poolId + "/.well-known/jwks.json";
            var before = first.browser().get(keys).body();
            first.server.close();
            var config = PoolFixture.config(first.server.adminKey().file().resolveSibling(""));
            try (var second = UserPoolServer.start(config, first.clock)) {
                var browser = new Browser(second.port());
                assertThat(browser.get(keys).body()).isEqualTo(before);
                assertThat(browser.post("/oauth2/token", first.refresh(first.client, refresh))
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://pool.example.com/",
                "http://pool.example.com/path",
                "ftp://pool.example.com",
                "http://user@pool.example.com",
                "pool.example.com",
                "http://"
            })
    void config_badPublicUrl_isRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserPoolConfig.loopback(Path.of("data"), 0).withPublicUrl(url))
                .withMessageStartingWith("public-url:");
    }

    @Test
    void config_badRegion_isRefused() {
        var good = UserPoolConfig.loopback(Path.of("data"), 0);
        for (var region : new String[] {"", "Local", "a_b", "x".repeat(33)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new UserPoolConfig(
                            good.data(), good.listen(), good.publicUrl(), region, good.pkce(), good.file(), false))
                    .withMessageStartingWith("region:");
        }
    }

    @Test
    void config_defaults_areLoopbackWithPkce() {
        var config = UserPoolConfig.loopback(Path.of("data"), 8082);
        assertThat(config.listen().address()).isEqualTo("127.0.0.1");
        assertThat(config.publicUrl(8082)).isEqualTo("http://127.0.0.1:8082");
        assertThat(config.region()).isEqualTo("local");
        assertThat(config.pkce()).isEqualTo(PkcePolicy.REQUIRED);
    }
}
