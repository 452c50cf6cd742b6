package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.CALLBACK;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.userpool.Browser.Page;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sign-in page: what it tells, what it takes, and from whom. */
class LoginPageTest {
    private static final String WRONG = "Incorrect username or password.";
    private static final String LOCKED = "Password attempts exceeded";
    private static final String FORGED = "This page was open for too long";

    private final PoolFixture pool = new PoolFixture();
    private final Browser browser = pool.browser();

    @AfterEach
    void close() {
        pool.close();
    }

    private Page open() {
        return browser.get(pool.authorize(browser, pool.request(pool.client)).location());
    }

    private Page type(String name, String password) {
        return browser.submit(open(), Map.of("username", name, "password", password));
    }

    @Test
    void page_forAClient_namesItAndHelpsPasswordManagers() {
        assertThat(open().body())
                .contains("<title>Sign in to Alder House</title>")
                .contains("autocomplete=\"username\"")
                .contains("autocomplete=\"current-password\"")
                .contains("E-mail address")
                .contains("A local user pool for development")
                .doesNotContain("<script");
    }

    @Test
    void pages_anyOfThem_areHardened() {
        for (var path : new String[] {"/login?" + Browser.encode(pool.request(pool.client)), "/login", "/nowhere"}) {
            var page = browser.get(path);
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe", "script-src");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("Cache-Control")).isEqualTo("no-store");
            assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
            assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        }
    }

    @Test
    void loginHint_standsInTheFieldEscaped() {
        var request = pool.request(pool.client);
        request.put("login_hint", "\"><script>x</script>@example.test");
        var page = browser.get(pool.authorize(browser, request).location());
        assertThat(page.body()).contains("value=\"&#34;>&lt;script").doesNotContain("<script");
    }

    @Test
    void signIn_nameInOtherCase_works() {
        assertThat(type(" ADA@Example.TEST ", PASSWORD).status()).isEqualTo(303);
    }

    @Test
    void signIn_wrongPasswordUnknownOrDisabledUser_isTheSamePage() {
        pool.createUser("off@example.test");
        pool.aws.adminDisableUser(user -> user.userPoolId(pool.poolId).username("off@example.test"));
        var wrong = type(ADA, "Wrong-horse-7-battery");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body()).contains(WRONG).contains("role=\"alert\"");
        assertThat(wrong.response().headers().allValues("Set-Cookie")).isEmpty();
        for (var other : new Page[] {type("nobody@example.test", PASSWORD), type("off@example.test", PASSWORD)}) {
            assertThat(other.status()).isEqualTo(wrong.status());
            assertThat(withoutName(other)).isEqualTo(withoutName(wrong));
        }
    }

    private static String withoutName(Page page) {
        return page.body().replaceAll("value=\"[^\"]*@example.test\"", "value=\"\"");
    }

    @ParameterizedTest
    @CsvSource({"'', Correct-horse-7-battery", "ada@example.test, ''"})
    void signIn_fieldLeftEmpty_isRefused(String name, String password) {
        assertThat(type(name, password).body()).contains(WRONG);
    }

    @Test
    void signIn_oversizedFields_areRefused() {
        assertThat(type("a".repeat(257), PASSWORD).body()).contains(WRONG);
        assertThat(type(ADA, "p".repeat(257)).body()).contains(WRONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {ADA, "nobody@example.test"})
    void lockout_fifthWrongPassword_locksForASecondThenTwo(String name) {
        for (var failures = 0; failures < 5; failures++) {
            assertThat(type(name, "Wrong-horse-7-battery").status()).isEqualTo(400);
        }
        var locked = type(name, PASSWORD);
        assertThat(locked.status()).isEqualTo(429);
        assertThat(locked.body()).contains(LOCKED);
        pool.clock.advance(Duration.ofSeconds(1));
        assertThat(type(name, "Wrong-horse-7-battery").status()).isEqualTo(400);
        pool.clock.advance(Duration.ofSeconds(2).minusMillis(1));
        assertThat(type(name, PASSWORD).status()).isEqualTo(429);
        pool.clock.advance(Duration.ofMillis(1));
        assertThat(type(name, "Wrong-horse-7-battery").status()).isEqualTo(400);
    }

    @Test
    void lockout_over_rightPasswordClearsIt() {
        for (var failures = 0; failures < 5; failures++) type(ADA, "Wrong-horse-7-battery");
        pool.clock.advance(Duration.ofSeconds(1));
        assertThat(type(ADA, PASSWORD).status()).isEqualTo(303);
        assertThat(browser.get("/logout?client_id=" + pool.client.clientId()).status())
                .isEqualTo(400);
        for (var failures = 0; failures < 4; failures++) type(ADA, "Wrong-horse-7-battery");
        assertThat(type(ADA, PASSWORD).status()).isEqualTo(303);
    }

    @Test
    void lockout_fifteenQuietMinutes_forgetFailures() {
        for (var failures = 0; failures < 4; failures++) type(ADA, "Wrong-horse-7-battery");
        pool.clock.advance(Duration.ofMinutes(15));
        for (var failures = 0; failures < 4; failures++) type(ADA, "Wrong-horse-7-battery");
        assertThat(type(ADA, PASSWORD).status()).isEqualTo(303);
    }

    @Test
    void lockout_almostFifteenQuietMinutes_doNot() {
        for (var failures = 0; failures < 4; failures++) type(ADA, "Wrong-horse-7-battery");
        pool.clock.advance(Duration.ofMinutes(15).minusMillis(1));
        type(ADA, "Wrong-horse-7-battery");
        assertThat(type(ADA, PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void lockout_guessesAtOnce_countAsManyAsOneByOne() throws Exception {
        var page = open();
        Callable<Integer> guess =
                () -> browser.submit(page, Map.of("username", ADA, "password", "Wrong-horse-7-battery"))
                        .status();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(
                    IntStream.range(0, 20).mapToObj(_ -> guess).toList());
            var looked = 0;
            for (var answer : answers) looked += answer.get() == 400 ? 1 : 0;
            assertThat(looked).isEqualTo(5);
        }
    }

    @Test
    void form_withoutOrWithAnotherToken_isRefusedUnread() {
        var page = open();
        var typed = new LinkedHashMap<>(Map.of("username", ADA, "password", PASSWORD));
        var without = browser.post(Browser.action(page), typed);
        assertThat(without.status()).isEqualTo(403);
        assertThat(without.body()).contains(FORGED);
        typed.put("_csrf", "x".repeat(43));
        assertThat(browser.post(Browser.action(page), typed).status()).isEqualTo(403);
    }

    @Test
    void form_ofAnotherBrowser_isRefused() {
        var page = open();
        var other = pool.browser();
        assertThat(other.submit(page, Map.of("username", ADA, "password", PASSWORD))
                        .status())
                .isEqualTo(403);
        other.get(Browser.action(page));
        assertThat(other.submit(page, Map.of("username", ADA, "password", PASSWORD))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void form_withTheCookieTwice_isRefused() {
        var page = open();
        var planted = "__Host-userpool-form=" + "A".repeat(43);
        var answer = submitWith(page, "Cookie", planted);
        assertThat(answer.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void form_fromElsewhere_isRefused(String header, String value) {
        assertThat(submitWith(open(), header, value).status()).isEqualTo(403);
    }

    @Test
    void form_fromTheOwnOrigin_works() {
        assertThat(submitWith(open(), "Origin", pool.server.url()).status()).isEqualTo(303);
    }

    private Page submitWith(Page page, String header, String value) {
        var token = page.body().replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]*)\".*", "$1");
        var form = Map.of("_csrf", token, "username", ADA, "password", PASSWORD);
        return browser.send(browser.request(Browser.action(page))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(Browser.encode(form))));
    }

    @Test
    void signIn_again_makesANewSessionAndEndsTheOldOne() {
        var name = "__Host-userpool-" + pool.poolId;
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        var first = Objects.requireNonNull(browser.cookies().get(name));
        var request = pool.request(pool.client);
        request.put("prompt", "login");
        pool.signIn(browser, request, ADA, PASSWORD);
        assertThat(browser.cookies()).doesNotContainEntry(name, first);
        var old = pool.browser();
        old.cookies().put(name, first);
        assertThat(pool.authorize(old, pool.request(pool.client)).location()).startsWith("/login?");
    }

    @Test
    void sessionCookie_chosenByAnAttacker_isNeverTakenOver() {
        var name = "__Host-userpool-" + pool.poolId;
        browser.cookies().put(name, "A".repeat(43));
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        assertThat(browser.cookies()).doesNotContainEntry(name, "A".repeat(43));
    }

    @Test
    void everyStep_withAnotherRedirectAddress_leadsNowhere() {
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        var request = pool.request(pool.client);
        request.put("redirect_uri", "https://evil.example/");
        for (var path : new String[] {"/oauth2/authorize", "/login", "/login/done", "/login/new-password"}) {
            var answer = browser.get(path + "?" + Browser.encode(request));
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.body()).as(path).doesNotContain("evil.example");
        }
        var posted = browser.post("/login?" + Browser.encode(request), Map.of("username", ADA, "password", PASSWORD));
        assertThat(posted.status()).isEqualTo(400);
    }

    @Test
    void logout_addressNotRegistered_signsOutAndStays() {
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        var answer = browser.get("/logout?"
                + Browser.encode(Map.of("client_id", pool.client.clientId(), "logout_uri", "https://evil.example/")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.response().headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).contains("Signed out").doesNotContain("evil.example");
        assertThat(pool.authorize(browser, pool.request(pool.client)).location())
                .startsWith("/login?");
    }

    @Test
    void logout_unknownClient_changesNothing() {
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        assertThat(browser.get("/logout?client_id=nobody").status()).isEqualTo(400);
        assertThat(pool.authorize(browser, pool.request(pool.client)).location())
                .startsWith(CALLBACK);
    }
}
