package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.PoolFixture.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.io.IOException;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFactorType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

/** The steps of a sign-in in a real Chromium: how they look, by keyboard, without script, and passkeys with a virtual key. */
@Tag("browser")
class HostedStepsBrowserTest {
    private static final String CALLBACK = "**/session/callback?**";
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

    @AfterEach
    void close() {
        pool.close();
    }

    private String url(String path) {
        return pool.server.url() + path + "?" + Browser.encode(pool.request(pool.client));
    }

    private BrowserContext context(ColorScheme scheme, boolean hasScript) {
        var key = pool.server.adminKey();
        var context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setJavaScriptEnabled(hasScript)
                .setHttpCredentials(key.accessKeyId(), key.secretAccessKey().reveal())
                .setViewportSize(360, 740));
        // Nobody listens there; a page that cannot be reached would come in the way of the next one.
        context.route(CALLBACK, route -> route.fulfill(new Route.FulfillOptions().setBody("back")));
        return context;
    }

    private static void comesBack(Page page, Runnable signsIn) {
        signsIn.run();
        page.waitForURL(CALLBACK);
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

    private static void signIn(Page page) {
        page.getByLabel("E-mail address").fill(ADA);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.keyboard().press("Enter");
    }

    private void check(Page page, ColorScheme scheme, String name) {
        var file = "step-" + name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
        page.screenshot(
                new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(file)).setFullPage(true));
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .as(name)
                .isEqualTo(360);
        var smallest = page.evaluate("Math.min(44, ...[...document.querySelectorAll("
                + "'input:not([type=hidden]), button, a.button, .links a')].filter(e => e.checkVisibility())"
                + ".map(e => e.getBoundingClientRect().height))");
        assertThat(smallest).as("height of controls of %s", name).isEqualTo(44);
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as("%s", name)
                .isEmpty();
        assertThat(complaints).isEmpty();
    }

    private void configure(UserPoolMfaType level) {
        pool.aws.setUserPoolMfaConfig(call -> call.userPoolId(pool.poolId)
                .softwareTokenMfaConfiguration(token -> token.enabled(true))
                .emailMfaConfiguration(_ -> {})
                .smsMfaConfiguration(
                        sms -> sms.smsConfiguration(from -> from.snsCallerArn("arn:aws:iam::000000000000:role/sms")))
                .mfaConfiguration(level));
    }

    private void allowPasskeys() {
        pool.aws.updateUserPool(call -> call.userPoolId(pool.poolId)
                .autoVerifiedAttributes(VerifiedAttributeType.EMAIL)
                .policies(policies -> policies.signInPolicy(
                        signIn -> signIn.allowedFirstAuthFactors(AuthFactorType.PASSWORD, AuthFactorType.WEB_AUTHN))));
    }

    @Test
    void pages_lightAndDarkOnAPhone_areAccessibleAndFit() {
        allowPasskeys();
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (var context = context(scheme, true)) {
                var page = open(context, pool.server.url() + "/outbox");
                check(page, scheme, "outbox-empty");
                page.navigate(url("/login"));
                check(page, scheme, "sign-in-with-passkey");
                for (var path : List.of("/signup", "/confirm", "/forgotPassword", "/confirmForgotPassword")) {
                    page.navigate(url(path));
                    check(page, scheme, path.substring(1));
                }
                page.navigate(url("/signup"));
                page.getByLabel("E-mail address").fill("grace@example.test");
                page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                        .fill("short");
                page.getByLabel("New password, once more").fill("short");
                page.keyboard().press("Enter");
                page.waitForSelector("[role=alert]");
                check(page, scheme, "signup-refused");
                page.navigate(url("/login") + "&notice=confirmed");
                check(page, scheme, "sign-in-notice");
                comesBack(page, () -> signIn(page));
            }
        }
    }

    @Test
    void factors_lightAndDarkOnAPhone_areAccessibleAndFit() {
        configure(UserPoolMfaType.OPTIONAL);
        pool.aws.adminUpdateUserAttributes(call ->
                call.userPoolId(pool.poolId).username(ADA).userAttributes(attribute("phone_number", "+441632960001")));
        pool.aws.adminSetUserMFAPreference(call -> call.userPoolId(pool.poolId)
                .username(ADA)
                .smsMfaSettings(on -> on.enabled(true))
                .emailMfaSettings(on -> on.enabled(true)));
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (var context = context(scheme, true)) {
                var page = open(context, url("/login"));
                signIn(page);
                page.waitForURL("**/login/factor?**");
                check(page, scheme, "choose");
                page.getByText("Code by e-mail").click();
                page.waitForURL("**/login/code?**");
                check(page, scheme, "code");
                page.getByLabel("Six digits").fill("000000");
                page.keyboard().press("Enter");
                page.waitForSelector("[role=alert]");
                check(page, scheme, "code-refused");
                page.navigate(pool.server.url() + "/outbox");
                check(page, scheme, "outbox");
            }
        }
    }

    @Test
    void setUp_withoutScript_worksByKeyboard() {
        pool.aws.setUserPoolMfaConfig(call -> call.userPoolId(pool.poolId)
                .softwareTokenMfaConfiguration(token -> token.enabled(true))
                .mfaConfiguration(UserPoolMfaType.ON));
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (var context = context(scheme, true)) {
                var page = open(context, url("/login"));
                signIn(page);
                page.waitForURL("**/login/set-up?**");
                check(page, scheme, "set-up");
            }
        }
        try (var context = context(ColorScheme.LIGHT, false)) {
            var page = open(context, url("/login"));
            signIn(page);
            page.waitForURL("**/login/set-up?**");
            var device = new AuthenticatorApp(page.locator(".key").textContent().replace(" ", ""));
            page.getByLabel("Six digits").fill(device.code(pool.clock.instant()));
            comesBack(page, () -> page.keyboard().press("Enter"));
            assertThat(complaints).isEmpty();
        }
    }

    private static void plugIn(BrowserContext context, Page page) {
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var authenticator = new JsonObject();
        authenticator.add("options", options);
        var session = context.newCDPSession(page);
        session.send("WebAuthn.enable");
        session.send("WebAuthn.addVirtualAuthenticator", authenticator);
    }

    @Test
    void passkey_madeAndShownByAVirtualAuthenticator_signsIn() {
        allowPasskeys();
        try (var context = context(ColorScheme.LIGHT, true)) {
            var page = open(context, url("/login"));
            plugIn(context, page);
            comesBack(page, () -> signIn(page));
            page.navigate(url("/passkeys/add"));
            check(page, ColorScheme.LIGHT, "passkey");
            page.getByText("Make a passkey").click();
            page.waitForSelector(".notice");
            check(page, ColorScheme.LIGHT, "passkey-made");
            page.navigate(url("/login") + "&prompt=login");
            comesBack(page, () -> page.getByText("Sign in with a passkey").click());
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void passkey_ofNoneThatTheAuthenticatorHas_saysSo_andThePasswordStillWorks() {
        allowPasskeys();
        try (var context = context(ColorScheme.DARK, true)) {
            var page = open(context, url("/login"));
            plugIn(context, page);
            page.getByText("Sign in with a passkey").click();
            page.getByText("That did not work").waitFor();
            check(page, ColorScheme.DARK, "passkey-refused");
            comesBack(page, () -> signIn(page));
        }
        try (var context = context(ColorScheme.LIGHT, false)) {
            var page = open(context, url("/login"));
            assertThat(page.getByText("Sign in with a passkey").isVisible()).isFalse();
            comesBack(page, () -> signIn(page));
        }
    }
}
