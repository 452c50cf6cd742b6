package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;

/** The pages in a real Chromium, with a client on another site that redirects once more. Screenshots go to target. */
@Tag("browser")
class HostedPagesBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private static com.microsoft.playwright.Browser chromium = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(onPath("chromium"))
                    .setArgs(List.of("--no-sandbox")));

    private final PoolFixture pool = new PoolFixture();
    private final List<String> complaints = new ArrayList<>();
    private HttpServer app = new Sites().app;
    private UserPoolClientType client = pool.client;

    /** The client's callback, and the other site to which it redirects in turn. */
    private static final class Sites {
        private final HttpServer app;

        Sites() {
            try {
                app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException fault) {
                throw new AssertionError("no port", fault);
            }
            app.createContext("/callback", exchange -> {
                exchange.getResponseHeaders()
                        .set(
                                "Location",
                                "http://site.elsewhere.localhost:"
                                        + app.getAddress().getPort() + "/home");
                answer(exchange, 302, "");
            });
            app.createContext(
                    "/home", exchange -> answer(exchange, 200, "<!doctype html><title>Home</title><h1>Home</h1>"));
            app.start();
        }

        private static void answer(HttpExchange exchange, int status, String html) throws IOException {
            var bytes = html.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (var body = exchange.getResponseBody()) {
                body.write(bytes);
            }
        }
    }

    private static Path onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + program + " on the PATH"));
    }

    @BeforeAll
    static void prepare() throws IOException {
        Files.createDirectories(SCREENSHOTS);
    }

    @AfterAll
    static void stop() {
        chromium.close();
        playwright.close();
    }

    @BeforeEach
    void register() {
        client = pool.createClient(change -> change.callbackURLs(callback()));
    }

    @AfterEach
    void close() {
        app.stop(0);
        pool.close();
    }

    private String callback() {
        return "http://members.cloakroom.localhost:" + app.getAddress().getPort() + "/callback";
    }

    private String authorizeUrl() {
        var request = pool.request(client);
        request.put("redirect_uri", callback());
        return pool.server.url() + "/oauth2/authorize?" + Browser.encode(request);
    }

    private BrowserContext context(ColorScheme scheme, int width, boolean hasScript) {
        return chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setJavaScriptEnabled(hasScript)
                .setViewportSize(width, 740));
    }

    private Page open(BrowserContext context, String url) {
        var page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("the server responded with a status")) {
                complaints.add(message.text());
            }
        });
        page.navigate(url);
        return page;
    }

    private static void signIn(Page page, String name, String password) {
        page.getByLabel("E-mail address").fill(name);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(password);
        page.keyboard().press("Enter");
    }

    @Test
    void signIn_withoutScript_goesThroughTheClientToAnotherSite() {
        try (var context = context(ColorScheme.LIGHT, 360, false)) {
            var page = open(context, authorizeUrl());
            assertThat(page.title()).isEqualTo("Sign in to Alder House");
            signIn(page, ADA, PASSWORD);
            page.waitForURL("http://site.elsewhere.localhost:*/home");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void signIn_again_passesSilently() {
        try (var context = context(ColorScheme.LIGHT, 1024, true)) {
            var page = open(context, authorizeUrl());
            signIn(page, ADA, PASSWORD);
            page.waitForURL("http://site.elsewhere.localhost:*/home");
            page.navigate(authorizeUrl());
            page.waitForURL("http://site.elsewhere.localhost:*/home");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void temporaryPassword_firstSignIn_asksForANewOneAndGoesOn() {
        invite("new@example.test");
        try (var context = context(ColorScheme.LIGHT, 360, true)) {
            var page = open(context, authorizeUrl());
            signIn(page, "new@example.test", PASSWORD);
            page.waitForURL("**/login/new-password?**");
            page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                    .fill("Other-horse-8-battery");
            page.getByLabel("New password, once more").fill("Other-horse-8-battery");
            page.keyboard().press("Enter");
            page.waitForURL("http://site.elsewhere.localhost:*/home");
            assertThat(complaints).isEmpty();
        }
    }

    private void invite(String email) {
        pool.aws.adminCreateUser(user -> user.userPoolId(pool.poolId)
                .username(email)
                .temporaryPassword(PASSWORD)
                .messageAction(MessageActionType.SUPPRESS));
    }

    @Test
    void signInPage_byKeyboardAlone_worksInReadingOrder() {
        try (var context = context(ColorScheme.LIGHT, 1024, true)) {
            var page = open(context, authorizeUrl());
            // The page asks for the focus itself; browsers grant it a moment after loading.
            page.waitForFunction("document.activeElement.id === 'username'");
            page.keyboard().type(ADA);
            page.keyboard().press("Tab");
            page.keyboard().type(PASSWORD);
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Sign in");
            assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineWidth"))
                    .isEqualTo("3px");
            page.keyboard().press("Enter");
            page.waitForURL("http://site.elsewhere.localhost:*/home");
        }
    }

    @Test
    void pages_lightAndDarkOnAPhone_areAccessibleAndFit() {
        invite("new@example.test");
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (var context = context(scheme, 360, true)) {
                var page = open(context, authorizeUrl());
                check(page, scheme, "sign-in");
                signIn(page, ADA, "wrong");
                page.waitForSelector("[role=alert]");
                check(page, scheme, "sign-in-refused");
                signIn(page, "new@example.test", PASSWORD);
                page.waitForURL("**/login/new-password?**");
                check(page, scheme, "new-password");
                page.navigate(authorizeUrl().replace("%2Fcallback", "%2Felsewhere"));
                check(page, scheme, "problem");
                page.navigate(pool.server.url() + "/logout?client_id=" + client.clientId());
                check(page, scheme, "signed-out");
            }
        }
        assertThat(complaints).isEmpty();
    }

    private static void check(Page page, ColorScheme scheme, String name) {
        var file = name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
        page.screenshot(
                new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(file)).setFullPage(true));
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
        var smallest = page.evaluate("Math.min(44, ...[...document.querySelectorAll("
                + "'input:not([type=hidden]), button, a.button')].map(e => e.getBoundingClientRect().height))");
        assertThat(smallest).as("height of controls").isEqualTo(44);
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as("%s", name)
                .isEmpty();
    }
}
