package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static io.cloakroom.userpool.SigningUp.other;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.userpool.Browser.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing up, confirming and a forgotten password on the pool's own pages. */
class HostedAccountsTest {
    private static final String GRACE = "grace@example.test";
    private static final String CHOSEN = "Chosen-by-herself-7";

    private final PoolFixture pool = new PoolFixture();
    private final SigningUp up = SigningUp.in(pool);
    private final Browser browser = pool.browser();

    @AfterEach
    void close() {
        pool.close();
    }

    private String query() {
        var request = new LinkedHashMap<>(pool.request(up.hiding()));
        request.put("scope", "openid");
        return Browser.encode(request);
    }

    private Page open(String path) {
        return browser.get(path + "?" + query());
    }

    private Page signUp(String name, String password, String again) {
        return browser.submit(open("/signup"), Map.of("username", name, "password", password, "again", again));
    }

    private static void assertFault(Page answer, int status, String words) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("role=\"alert\"", words);
    }

    @Test
    void signUp_confirmedByItsCode_canSignIn() {
        var answer = signUp(GRACE, PASSWORD, PASSWORD);
        assertThat(answer.location()).startsWith("/confirm?");
        var confirm = browser.get(answer.location());
        assertThat(confirm.body()).contains("value=\"grace@example.test\"");
        var code = pool.code(GRACE);
        assertFault(
                browser.submit(confirm, Map.of("username", GRACE, "code", other(code))), 400, "This code is not right");
        var done = browser.submit(confirm, Map.of("username", GRACE, "code", code));
        assertThat(done.location()).startsWith("/login?");
        var login = browser.get(done.location());
        assertThat(login.body()).contains("Your account is confirmed", "value=\"grace@example.test\"");
        assertThat(browser.submit(login, Map.of("username", GRACE, "password", PASSWORD))
                        .location())
                .startsWith("/login/done?");
        assertFault(browser.submit(confirm, Map.of("username", GRACE, "code", code)), 400, "This code is not right");
    }

    @Test
    void signUp_weakOrUnequalOrMissingPassword_orATakenName_isRefused() {
        assertFault(signUp(GRACE, PASSWORD, PASSWORD + "x"), 400, "The two passwords are not the same");
        assertFault(signUp(GRACE, "short", "short"), 400, "Password");
        assertFault(signUp(GRACE, "", ""), 400, "A password has 1 to 256 characters");
        assertFault(signUp("no address", PASSWORD, PASSWORD), 400, "");
        signUp(GRACE, PASSWORD, PASSWORD);
        assertFault(signUp(GRACE, PASSWORD, PASSWORD), 400, "There is an account of this name already");
    }

    @Test
    void signUp_whereAdministratorsMakeAccounts_isNotThere() {
        pool.aws.updateUserPool(call ->
                call.userPoolId(up.poolId()).adminCreateUserConfig(config -> config.allowAdminCreateUserOnly(true)));
        assertThat(open("/signup").status()).isEqualTo(404);
        assertThat(browser.post("/signup?" + query(), Map.of("username", GRACE)).status())
                .isEqualTo(404);
        assertThat(open("/login").body()).doesNotContain("/signup?");
    }

    @Test
    void signIn_unconfirmed_leadsToTheCode() {
        signUp(GRACE, PASSWORD, PASSWORD);
        var answer = browser.submit(open("/login"), Map.of("username", GRACE, "password", PASSWORD));
        assertThat(answer.location()).startsWith("/confirm?");
        var first = pool.messages().size();
        browser.submit(browser.get(answer.location()), Map.of("username", GRACE, "do", "again"));
        assertThat(pool.messages()).hasSize(first + 1);
    }

    @Test
    void confirm_ofNobody_orOfWhoIsConfirmed_looksLikeAWrongCode() {
        up.signUpAndConfirm(GRACE);
        for (var name : new String[] {"nobody@example.test", GRACE}) {
            assertFault(
                    browser.submit(open("/confirm"), Map.of("username", name, "code", "123456")),
                    400,
                    "This code is not right");
            assertThat(browser.submit(open("/confirm"), Map.of("username", name, "do", "again"))
                            .location())
                    .startsWith("/confirm?");
        }
    }

    @Test
    void forgotten_codeThatWasSent_isGoodForOneNewPassword() {
        up.signUpAndConfirm(GRACE);
        var answer = browser.submit(open("/forgotPassword"), Map.of("username", GRACE));
        assertThat(answer.location()).startsWith("/confirmForgotPassword?");
        var page = browser.get(answer.location());
        var code = pool.code(GRACE);
        assertFault(reset(page, GRACE, other(code), CHOSEN), 400, "This code is not right");
        assertFault(reset(page, GRACE, code, "short"), 400, "Password");
        var done = reset(page, GRACE, code, CHOSEN);
        assertThat(browser.get(done.location()).body()).contains("Your new password is set");
        assertFault(reset(page, GRACE, code, CHOSEN), 400, "This code is not right");
        assertThat(browser.submit(open("/login"), Map.of("username", GRACE, "password", CHOSEN))
                        .location())
                .startsWith("/login/done?");
    }

    private Page reset(Page page, String name, String code, String password) {
        return browser.submit(page, Map.of("username", name, "code", code, "password", password, "again", password));
    }

    @Test
    void forgotten_byNobody_looksTheSame() {
        up.signUpAndConfirm(GRACE);
        var known = browser.submit(open("/forgotPassword"), Map.of("username", GRACE));
        var unknown = browser.submit(open("/forgotPassword"), Map.of("username", "nobody@example.test"));
        assertThat(unknown.location().replace("nobody", "grace")).isEqualTo(known.location());
        assertFault(reset(browser.get(unknown.location()), "nobody@example.test", "123456", CHOSEN), 400, "not right");
    }

    @Test
    void forgotten_moreThanFiveTimesWithinTheHour_isTold() {
        for (var sent = 0; sent < 5; sent++) browser.submit(open("/forgotPassword"), Map.of("username", ADA));
        assertFault(browser.submit(open("/forgotPassword"), Map.of("username", ADA)), 429, "Too many codes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/signup", "/confirm", "/forgotPassword", "/confirmForgotPassword", "/login/code"})
    void pages_withAForeignAddressOrAForgedForm_goNowhere(String path) {
        var foreign = query().replace("members.cloakroom", "evil.example");
        var answer = browser.get(path + "?" + foreign);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("redirect_uri: not registered");
        var forged = browser.post(path + "?" + query(), Map.of("username", GRACE, "code", "1", "password", PASSWORD));
        if (path.equals("/login/code")) assertThat(forged.location()).startsWith("/login?");
        else assertFault(forged, 403, "This page was open for too long");
        assertThat(forged.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    }

    @Test
    void notice_thatIsNoneOfOurs_isNotShown() {
        var page = browser.get("/login?" + query() + "&notice=Your%20account%20is%20locked");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("locked", "class=\"notice\"");
    }
}
