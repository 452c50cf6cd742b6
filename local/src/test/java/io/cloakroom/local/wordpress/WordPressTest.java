package io.cloakroom.local.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One site for all, started from the prepared copy. */
@Tag("site")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WordPressTest {
    private static final int UPLOAD_BYTES_MAX = 2 << 20;

    private Site site;
    private WordPress wordPress;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        site = new Site(temporary);
        wordPress = site.startCopy();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    @Test
    void home_byItsName_isAPageOfTheThemeAndRedirectsNowhere() throws Exception {
        var answer = site.get("/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Alder House").contains("themes/twentytwentyfive");
        assertThat(answer.headers().firstValue("Server")).contains("nginx");
        assertThat(answer.headers().firstValue("X-Powered-By")).isEmpty();
    }

    @Test
    void home_byAnotherName_isMisdirected() throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421 ");
    }

    @Test
    void folder_withoutSlash_redirectsRelatively() throws Exception {
        assertThat(site.get("/wp-admin").headers().firstValue("Location")).contains("/wp-admin/");
    }

    @Test
    void rest_prettyAddress_answers() throws Exception {
        var answer = site.get("/wp-json/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"home\":\"http:\\/\\/" + SiteConfig.HOST + ":" + site.port + "\"");
    }

    @Test
    void hiddenFile_isDenied() throws Exception {
        Files.writeString(wordPress.folder().resolve(".secret"), "canary");

        assertThat(site.get("/.secret").statusCode()).isEqualTo(403);
    }

    @Test
    void uploadedScript_isNotRun() throws Exception {
        var uploads = Files.createDirectories(wordPress.folder().resolve("wp-content/uploads"));
        Files.writeString(uploads.resolve("evil.php"), "<?php echo 'ran';");

        assertThat(site.get("/wp-content/uploads/evil.php").statusCode()).isEqualTo(403);
    }

    @Test
    void styleSheet_hasItsType() throws Exception {
        assertThat(site.get("/wp-includes/css/buttons.css").headers().firstValue("Content-Type"))
                .contains("text/css; charset=utf-8");
    }

    @Test
    void body_asLargeAsAllowed_reachesPhp() throws Exception {
        assertThat(site.post("/wp-login.php", "text/plain", new byte[UPLOAD_BYTES_MAX])
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void body_oneByteMore_isRefused() throws Exception {
        var answer = site.post("/wp-login.php", "text/plain", new byte[UPLOAD_BYTES_MAX + 1]);

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void administrator_passphrase_signsIn() throws Exception {
        assertThat(signIn(Site.PASSPHRASE.reveal())).isEqualTo(302);
    }

    @Test
    void administrator_wrongPassphrase_doesNot() throws Exception {
        assertThat(signIn("wrong")).isEqualTo(200);
    }

    @Test
    void request_query_isNotLogged() throws Exception {
        site.get("/?cloakroom_ticket=canary-ticket");

        assertThat(site.state.logs().resolve("nginx-access.log"))
                .content()
                .contains("GET / 200")
                .doesNotContain("canary-ticket");
    }

    @Test
    void network_hostOutside_isNotCalled() throws Exception {
        var script = site.script("outside.php", """
                $answer = wp_remote_get('https://example.com/');
                answer(['fault' => is_wp_error($answer) ? $answer->get_error_message() : 'called']);
                """);

        assertThat(wordPress.php().run(script, Map.of()).text("fault"))
                .contains("User has blocked requests through HTTP.");
    }

    @Test
    void network_ownAddress_isCalled() throws Exception {
        var script = site.script("own.php", """
                answer(['status' => wp_remote_retrieve_response_code(wp_remote_get(home_url('/wp-json/')))]);
                """);

        assertThat(wordPress.php().run(script, Map.of()).integer("status")).hasValue(200);
    }

    @Test
    void siteHealth_cutOffSite_isNotAskedAboutUpdates() throws Exception {
        var script = site.script("health.php", """
                require_once ABSPATH . 'wp-admin/includes/class-wp-site-health.php';
                answer(['tests' => array_keys(\\WP_Site_Health::get_tests()['async'])]);
                """);

        assertThat(wordPress.php().run(script, Map.of()).texts("tests").orElseThrow())
                .isNotEmpty()
                .doesNotContain("dotorg_communication", "background_updates");
    }

    @Test
    void script_inputAndArguments_areAnswered() throws Exception {
        var script = site.script("echo.php", """
                echo 'noise';
                answer(['said' => input()['word'], 'argument' => $argv[1], 'home' => home_url()]);
                """);

        var answer = wordPress.php().run(script, Map.of("word", "Grüße"), "first");

        assertThat(answer.text("said")).contains("Grüße");
        assertThat(answer.text("argument")).contains("first");
        assertThat(answer.text("home")).contains(wordPress.url());
    }

    @Test
    void script_thatBreaks_saysWhereItsWordsAre() throws Exception {
        var script = site.script("broken.php", "undefined_function();");

        assertThatThrownBy(() -> wordPress.php().run(script, Map.of()))
                .isInstanceOfSatisfying(SetUpException.class, fault -> {
                    assertThat(fault).hasMessage("The script broken.php failed with status 255");
                    assertThat(fault.log().orElseThrow()).content().contains("undefined_function");
                });
    }

    @Test
    void script_withoutAnswer_isAFault() throws Exception {
        var script = site.script("silent.php", "");

        assertThatThrownBy(() -> wordPress.php().run(script, Map.of()))
                .hasMessage("The script silent.php gave no answer");
    }

    @Test
    void secrets_nowhereButInTheirPlaces() throws Exception {
        var password = wordPress.database().password().reveal();
        var passphrase = Site.PASSPHRASE.reveal();

        try (var logs = Files.list(site.state.logs())) {
            assertThat(logs)
                    .isNotEmpty()
                    .allSatisfy(log -> assertThat(log).content().doesNotContain(password, passphrase));
        }
        assertThat(ProcessHandle.current().descendants().map(Object::toString).toList())
                .noneMatch(process -> process.contains(password) || process.contains(passphrase));
        assertThat(wordPress.database().toString()).doesNotContain(password);
    }

    @Test
    void documentRoot_holdsNoLogAndNoSocket() throws Exception {
        try (Stream<Path> files = Files.walk(wordPress.folder())) {
            assertThat(files.map(Path::toString).filter(file -> file.endsWith(".log") || file.endsWith(".sock")))
                    .isEmpty();
        }
        assertThat(wordPress.debugLog().startsWith(wordPress.folder())).isFalse();
    }

    private int signIn(String passphrase) throws Exception {
        site.get("/wp-login.php");
        var form = List.of("log=admin", "pwd=" + URLEncoder.encode(passphrase, UTF_8), "testcookie=1");
        return site.post(
                        "/wp-login.php",
                        "application/x-www-form-urlencoded",
                        String.join("&", form).getBytes(UTF_8))
                .statusCode();
    }

    private String raw(String request) throws Exception {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), site.port)) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
