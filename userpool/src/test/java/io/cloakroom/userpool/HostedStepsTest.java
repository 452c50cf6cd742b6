package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.CALLBACK;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.PoolFixture.attribute;
import static io.cloakroom.userpool.SigningUp.other;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.userpool.Browser.Page;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFactorType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;

/** Second factors and passkeys on the pool's own pages. */
class HostedStepsTest {
    private static final String PHONE = "+441632960001";
    private static final Pattern KEY = Pattern.compile("class=\"key\">([A-Z2-7 ]+)<");
    private static final String PARTY = "pool.cognito.localhost";

    private final PoolFixture pool = new PoolFixture();
    private final ApiClient app = ApiClient.open(pool);
    private final Browser browser = pool.browser();

    @AfterEach
    void close() {
        pool.close();
    }

    private void configure(UserPoolMfaType level) {
        pool.aws.setUserPoolMfaConfig(call -> call.userPoolId(pool.poolId)
                .softwareTokenMfaConfiguration(token -> token.enabled(true))
                .emailMfaConfiguration(_ -> {})
                .smsMfaConfiguration(
                        sms -> sms.smsConfiguration(from -> from.snsCallerArn("arn:aws:iam::000000000000:role/sms")))
                .mfaConfiguration(level));
    }

    private AuthenticatorApp enrol() {
        configure(UserPoolMfaType.OPTIONAL);
        var token = app.tokens(ADA, PASSWORD).accessToken();
        var device = new AuthenticatorApp(
                pool.aws.associateSoftwareToken(call -> call.accessToken(token)).secretCode());
        pool.aws.verifySoftwareToken(call -> call.accessToken(token).userCode(device.code(pool.clock.instant())));
        pool.aws.setUserMFAPreference(call -> call.accessToken(token)
                .softwareTokenMfaSettings(on -> on.enabled(true).preferredMfa(true)));
        pool.clock.advance(Duration.ofSeconds(30));
        return device;
    }

    private Page login() {
        return browser.get(pool.authorize(browser, pool.request(pool.client)).location());
    }

    /** The page that follows the right password. */
    private Page typePassword() {
        var answer = browser.submit(login(), Map.of("username", ADA, "password", PASSWORD));
        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        return browser.get(answer.location());
    }

    private void assertSignedIn(Page answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        assertThat(answer.location()).startsWith("/login/done?");
        var back = browser.get(Browser.refresh(browser.get(answer.location())));
        assertThat(back.location()).startsWith(CALLBACK);
        assertThat(back.code()).isNotEmpty();
    }

    private static void assertFault(Page answer, int status, String words) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains("role=\"alert\"", words).doesNotContain("<script");
    }

    /** The tokens of a code that somebody gets who is signed in, asking for levels of authentication or not. */
    private JsonObject tokensOf(Map<String, String> more) {
        var request = pool.request(pool.client);
        request.putAll(more);
        return pool.tokens(
                pool.exchange(pool.client, pool.authorize(browser, request).code()));
    }

    private static List<String> methods(JsonObject tokens, String name) {
        return PoolFixture.claims(tokens.text(name).orElseThrow()).texts("amr").orElse(List.of());
    }

    @Test
    void levels_askedFor_areToldInBothTokensAndKeptByARefresh() {
        var device = enrol();
        assertSignedIn(browser.submit(typePassword(), Map.of("code", device.code(pool.clock.instant()))));

        var told = tokensOf(Map.of("acr_values", "urn:cognito:loa:4 urn:cognito:loa:3"));

        for (var name : List.of("access_token", "id_token")) {
            assertThat(methods(told, name)).containsExactly("pwd", "otp", "mfa");
            assertThat(PoolFixture.claims(told.text(name).orElseThrow()).text("acr"))
                    .contains("urn:cognito:loa:4");
        }
        var refreshed =
                pool.tokens(pool.refresh(pool.client, told.text("refresh_token").orElseThrow()));
        assertThat(methods(refreshed, "access_token")).containsExactly("pwd", "otp", "mfa");
        assertThat(methods(tokensOf(Map.of()), "access_token")).isEmpty();
    }

    @Test
    void levels_passwordAlone_areToldToBeNoMore() {
        assertSignedIn(browser.submit(login(), Map.of("username", ADA, "password", PASSWORD)));

        var told = tokensOf(Map.of("acr_values", "urn:cognito:loa:4"));

        assertThat(methods(told, "access_token")).containsExactly("pwd");
        assertThat(PoolFixture.claims(told.text("id_token").orElseThrow()).text("acr"))
                .contains("urn:cognito:loa:1");
        assertThat(methods(tokensOf(Map.of("acr_values", "a\\b")), "access_token"))
                .isEmpty();
    }

    @Test
    void app_itsCode_isAskedForAndSignsIn() {
        var device = enrol();
        var page = typePassword();
        assertThat(page.body()).contains("Enter your app", "autocomplete=\"one-time-code\"", "inputmode=\"numeric\"");
        var code = device.code(pool.clock.instant());
        assertFault(browser.submit(page, Map.of("code", other(code))), 400, "This code is not right");
        assertSignedIn(browser.submit(page, Map.of("code", code.substring(0, 3) + " " + code.substring(3))));
    }

    @Test
    void app_formSentAgain_orCodeTakenBefore_signsNobodyIn() {
        var device = enrol();
        var page = typePassword();
        var code = device.code(pool.clock.instant());
        assertSignedIn(browser.submit(page, Map.of("code", code)));
        assertThat(browser.submit(page, Map.of("code", code)).location()).startsWith("/login?");
        var request = pool.request(pool.client);
        request.put("prompt", "login");
        var login = browser.get(pool.authorize(browser, request).location());
        var again = browser.get(browser.submit(login, Map.of("username", ADA, "password", PASSWORD))
                .location());
        assertFault(browser.submit(again, Map.of("code", code)), 400, "This code has been used");
    }

    @Test
    void app_fiveWrongCodes_lockItForTheApiToo() {
        var device = enrol();
        var page = typePassword();
        var code = device.code(pool.clock.instant());
        for (var tries = 0; tries < 5; tries++) browser.submit(page, Map.of("code", other(code)));
        assertFault(browser.submit(page, Map.of("code", code)), 429, "Too many wrong codes");
        pool.clock.advance(Duration.ofSeconds(1));
        assertSignedIn(browser.submit(page, Map.of("code", device.code(pool.clock.instant()))));
    }

    @Test
    void code_withoutAPassword_orTooLate_leadsBackToSignIn() {
        enrol();
        var query = Browser.encode(pool.request(pool.client));
        for (var path : new String[] {"/login/code?", "/login/factor?", "/login/set-up?", "/login/new-password?"}) {
            assertThat(browser.get(path + query).location()).startsWith("/login?");
        }
        var page = typePassword();
        pool.clock.advance(Duration.ofMinutes(15));
        assertThat(browser.submit(page, Map.of("code", "123456")).location()).startsWith("/login?");
    }

    @Test
    void code_formThatIsNotOurs_isRefused() {
        var device = enrol();
        var page = typePassword();
        var code = device.code(pool.clock.instant());
        assertFault(browser.post(Browser.action(page), Map.of("code", code)), 403, "This page was open for too long");
        var foreign = browser.send(browser.request(Browser.action(page))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "http://site.cloakroom.localhost:8080")
                .POST(HttpRequest.BodyPublishers.ofString("code=" + code)));
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    }

    @Test
    void cookies_plantedBesideOurs_areBelievedNeither() {
        var device = enrol();
        var page = typePassword();
        var code = Browser.encode(Map.of("code", device.code(pool.clock.instant()), "_csrf", hidden(page)));
        for (var name : new String[] {"__Host-userpool-step", "__Host-userpool-form"}) {
            var answer = browser.send(browser.request(Browser.action(page))
                    .header("Cookie", name + "=" + "A".repeat(43))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(code)));
            assertThat(answer.response().headers().firstValue("Location").orElse(""))
                    .doesNotContain("/login/done");
        }
        var again = browser.get(Browser.action(page));
        assertSignedIn(browser.submit(again, Map.of("code", device.code(pool.clock.instant()))));
    }

    private static String hidden(Page page) {
        return page.body().replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]*)\".*", "$1");
    }

    @Test
    void step_ofAnotherKind_isNotTakenForThisOne() {
        enrol();
        typePassword();
        var query = Browser.encode(pool.request(pool.client));
        assertThat(browser.get("/login/set-up?" + query).location()).startsWith("/login?");
        assertThat(browser.get("/login/new-password?" + query).location()).startsWith("/login?");
    }

    @Test
    void factors_several_areChosenFrom_andACodeCanBeSentAgain() {
        configure(UserPoolMfaType.OPTIONAL);
        pool.aws.adminUpdateUserAttributes(
                call -> call.userPoolId(pool.poolId).username(ADA).userAttributes(attribute("phone_number", PHONE)));
        pool.aws.adminSetUserMFAPreference(call -> call.userPoolId(pool.poolId)
                .username(ADA)
                .smsMfaSettings(on -> on.enabled(true))
                .emailMfaSettings(on -> on.enabled(true)));
        var choice = typePassword();
        assertThat(choice.body())
                .contains("Code by text message", "Code by e-mail")
                .doesNotContain("authenticator");
        assertThat(browser.submit(choice, Map.of("do", "SOFTWARE_TOKEN")).status())
                .isEqualTo(429);
        var page = browser.get(browser.submit(choice, Map.of("do", "EMAIL")).location());
        assertThat(page.body()).contains("a***@e***");
        var first = pool.code(ADA);
        var next = browser.get(browser.submit(page, Map.of("do", "again")).location());
        var second = pool.code(ADA);
        if (!first.equals(second)) assertFault(browser.submit(next, Map.of("code", first)), 400, "not right");
        assertSignedIn(browser.submit(next, Map.of("code", second)));
    }

    @Test
    void setUp_whereAFactorIsDemanded_showsTheSecretAndTakesItsFirstCode() {
        pool.aws.setUserPoolMfaConfig(call -> call.userPoolId(pool.poolId)
                .softwareTokenMfaConfiguration(token -> token.enabled(true))
                .mfaConfiguration(UserPoolMfaType.ON));
        var page = typePassword();
        assertThat(page.body())
                .contains("<img class=\"qr\" src=\"data:image/svg+xml;base64,", "otpauth://totp/Members:ada%40")
                .doesNotContain("<script");
        var key = KEY.matcher(page.body());
        assertThat(key.find()).isTrue();
        var device = new AuthenticatorApp(key.group(1).replace(" ", ""));
        var code = device.code(pool.clock.instant());
        assertFault(browser.submit(page, Map.of("code", other(code))), 400, "This code is not right");
        assertSignedIn(browser.submit(page, Map.of("code", code)));
        assertThat(browser.submit(page, Map.of("code", code)).location()).startsWith("/login?");
    }

    private void allowPasskeys() {
        pool.aws.updateUserPool(call -> call.userPoolId(pool.poolId)
                .policies(policies -> policies.signInPolicy(
                        signIn -> signIn.allowedFirstAuthFactors(AuthFactorType.PASSWORD, AuthFactorType.WEB_AUTHN))));
    }

    private String challenge(Page page, String path) {
        var csrf = hidden(page);
        var answer = browser.post(path, Map.of("_csrf", csrf));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return PoolFixture.json(answer.body()).text("challenge").orElseThrow();
    }

    private String query() {
        return Browser.encode(pool.request(pool.client));
    }

    private SoftwareAuthenticator madePasskey() {
        allowPasskeys();
        assertSignedIn(browser.submit(login(), Map.of("username", ADA, "password", PASSWORD)));
        var page = browser.get("/passkeys/add?" + query());
        assertThat(page.status()).isEqualTo(200);
        var device = new SoftwareAuthenticator(PARTY, pool.server.url());
        var made = Json.writeText(device.make(challenge(page, "/passkeys/add/options?" + query())));
        var done = browser.submit(page, Map.of("credential", made));
        assertThat(done.body()).contains("Your passkey is made.");
        assertThat(browser.submit(page, Map.of("credential", made)).status()).isEqualTo(400);
        return device;
    }

    @Test
    void passkey_madeBySomebodySignedIn_signsInOnce() {
        var device = madePasskey();
        var stranger = pool.browser();
        var page =
                stranger.get(pool.authorize(stranger, pool.request(pool.client)).location());
        assertThat(page.body()).contains("data-passkey=\"show\"");
        assertThat(page.header("Content-Security-Policy"))
                .contains("script-src 'self'", "connect-src 'self'", "default-src 'none'")
                .doesNotContain("unsafe");
        var csrf = hidden(page);
        var asked = stranger.post("/login/passkey/options?" + query(), Map.of("_csrf", csrf));
        var challenge = PoolFixture.json(asked.body()).text("challenge").orElseThrow();
        var form = Map.of("_csrf", csrf, "credential", Json.writeText(device.sign(challenge)));
        var answer = stranger.post("/login/passkey?" + query(), form);
        assertThat(answer.location()).startsWith("/login/done?");
        assertFaultless(stranger, answer);
        assertFault400(stranger.post("/login/passkey?" + query(), form));
    }

    private static void assertFaultless(Browser stranger, Page answer) {
        assertThat(stranger.get(Browser.refresh(stranger.get(answer.location())))
                        .code())
                .isNotEmpty();
    }

    private static void assertFault400(Page answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("This passkey does not sign in here.");
    }

    @Test
    void passkey_ofADisabledUser_orOneWithASecondFactor_orAForeignOrigin_isRefused() {
        var device = madePasskey();
        var stranger = pool.browser();
        device.origin = "https://evil.example";
        assertFault400(show(stranger, device));
        device.origin = pool.server.url();
        pool.aws.adminDisableUser(call -> call.userPoolId(pool.poolId).username(ADA));
        assertFault400(show(stranger, device));
        pool.aws.adminEnableUser(call -> call.userPoolId(pool.poolId).username(ADA));
        configure(UserPoolMfaType.OPTIONAL);
        pool.aws.adminSetUserMFAPreference(
                call -> call.userPoolId(pool.poolId).username(ADA).emailMfaSettings(on -> on.enabled(true)));
        assertFault400(show(stranger, device));
        pool.aws.adminSetUserMFAPreference(
                call -> call.userPoolId(pool.poolId).username(ADA).emailMfaSettings(on -> on.enabled(false)));
        assertThat(show(stranger, device).status()).isEqualTo(303);
    }

    private Page show(Browser stranger, SoftwareAuthenticator device) {
        var page = stranger.get("/login?" + query());
        var csrf = hidden(page);
        var asked = stranger.post("/login/passkey/options?" + query(), Map.of("_csrf", csrf));
        var challenge = PoolFixture.json(asked.body()).text("challenge").orElseThrow();
        return stranger.post(
                "/login/passkey?" + query(),
                Map.of("_csrf", csrf, "credential", Json.writeText(device.sign(challenge))));
    }

    @Test
    void passkeyPage_notSignedIn_orOptionsOfAForgedForm_giveNothing() {
        allowPasskeys();
        assertThat(browser.get("/passkeys/add?" + query()).location()).startsWith("/login?");
        assertThat(browser.post("/passkeys/add/options?" + query(), Map.of()).location())
                .startsWith("/login?");
        login();
        assertThat(browser.post("/login/passkey/options?" + query(), Map.of()).status())
                .isEqualTo(403);
        assertThat(browser.post("/login/passkey?" + query(), Map.of("credential", "{}"))
                        .body())
                .contains("This page was open for too long");
    }
}
