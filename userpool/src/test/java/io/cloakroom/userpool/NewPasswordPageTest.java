package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.CALLBACK;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.userpool.Browser.Page;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameAttributeType;

/** Whoever has a temporary password chooses her own before anything opens. */
class NewPasswordPageTest {
    private static final String NEW = "new@example.test";
    private static final String CHOSEN = "Other-horse-8-battery";

    private final PoolFixture pool = new PoolFixture();
    private final Browser browser = pool.browser();

    @BeforeEach
    void invite() {
        pool.aws.adminCreateUser(user -> user.userPoolId(pool.poolId)
                .username(NEW)
                .temporaryPassword(PASSWORD)
                .messageAction(MessageActionType.SUPPRESS));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private Page signIn(String password) {
        var page =
                browser.get(pool.authorize(browser, pool.request(pool.client)).location());
        return browser.submit(page, Map.of("username", NEW, "password", password));
    }

    private Page form() {
        var answer = signIn(PASSWORD);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).startsWith("/login/new-password?");
        return browser.get(answer.location());
    }

    private Page choose(Page form, String password, String again) {
        return browser.submit(form, Map.of("password", password, "again", again));
    }

    @Test
    void newPassword_good_confirmsAndSignsIn() {
        var done = choose(form(), CHOSEN, CHOSEN);
        assertThat(done.status()).isEqualTo(303);
        var end = browser.get(Browser.refresh(browser.get(done.location())));
        assertThat(end.location()).startsWith(CALLBACK);
        assertThat(pool.token(pool.exchange(pool.client, end.code())).status()).isEqualTo(200);
        assertThat(pool.aws
                        .adminGetUser(user -> user.userPoolId(pool.poolId).username(NEW))
                        .userStatus())
                .isEqualTo(UserStatusType.CONFIRMED);
    }

    @Test
    void temporaryPassword_afterTheChoice_opensNothing() {
        choose(form(), CHOSEN, CHOSEN);
        browser.cookies().clear();
        assertThat(signIn(PASSWORD).status()).isEqualTo(400);
        assertThat(signIn(CHOSEN).location()).startsWith("/login/done?");
    }

    @Test
    void signIn_withTemporaryPassword_isNoSession() {
        form();
        assertThat(pool.authorize(browser, pool.request(pool.client)).location())
                .startsWith("/login?");
    }

    @ParameterizedTest
    @CsvSource({
        "Other-horse-8-battery, Other-horse-8-batterz, The two passwords are not the same.",
        "short, short, Password not long enough.",
        "other-horse-8-battery, other-horse-8-battery, Password must have uppercase characters.",
        "'', '', A password has 1 to 256 characters"
    })
    void newPassword_bad_isAskedForAgainInWords(String password, String again, String words) {
        var answer = choose(form(), password, again);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(words).contains("at least 8 characters");
        assertThat(choose(answer, CHOSEN, CHOSEN).status()).isEqualTo(303);
    }

    @Test
    void form_withoutToken_isRefused() {
        var form = form();
        var answer = browser.post(Browser.action(form), Map.of("password", CHOSEN, "again", CHOSEN));
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void form_sentTwice_worksOnce() {
        var form = form();
        var before = new HashMap<>(browser.cookies());
        assertThat(choose(form, CHOSEN, CHOSEN).location()).startsWith("/login/done?");
        browser.cookies().clear();
        browser.cookies().putAll(before);
        assertThat(choose(form, "Third-horse-9-battery", "Third-horse-9-battery")
                        .location())
                .startsWith("/login?");
    }

    @Test
    void form_after15Minutes_startsAgain() {
        var form = form();
        pool.clock.advance(Duration.ofMinutes(15).minusMillis(1));
        assertThat(browser.get(Browser.action(form)).status()).isEqualTo(200);
        pool.clock.advance(Duration.ofMillis(1));
        assertThat(choose(form, CHOSEN, CHOSEN).location()).startsWith("/login?");
    }

    @Test
    void form_withoutSignIn_startsAgain() {
        var answer = pool.browser().get("/login/new-password?" + Browser.encode(pool.request(pool.client)));
        assertThat(answer.location()).startsWith("/login?");
    }

    @Test
    void form_afterAnAdministratorSetAPassword_startsAgain() {
        var form = form();
        pool.aws.adminSetUserPassword(user ->
                user.userPoolId(pool.poolId).username(NEW).password(CHOSEN).permanent(true));
        assertThat(choose(form, "Third-horse-9-battery", "Third-horse-9-battery")
                        .location())
                .startsWith("/login?");
    }

    @Test
    void temporaryPassword_afterSevenDays_saysThatItHasExpired() {
        pool.clock.advance(Duration.ofDays(7).minusMillis(1));
        assertThat(signIn(PASSWORD).status()).isEqualTo(303);
        pool.clock.advance(Duration.ofMillis(1));
        assertThat(signIn(PASSWORD).body()).contains("This temporary password has expired.");
        assertThat(signIn("Wrong-horse-7-battery").body()).contains("Incorrect username or password.");
    }

    @Test
    void session_ofAUserSetBackToTemporary_isNone() {
        pool.signIn(browser, pool.request(pool.client), ADA, PASSWORD);
        pool.aws.adminSetUserPassword(user ->
                user.userPoolId(pool.poolId).username(ADA).password(CHOSEN).permanent(false));
        assertThat(pool.authorize(browser, pool.request(pool.client)).location())
                .startsWith("/login?");
    }

    @Test
    void requiredAttributes_thatAreMissing_areAskedForAndChecked() {
        var strict = pool.aws
                .createUserPool(create -> create.poolName("Strict")
                        .usernameAttributes(UsernameAttributeType.PHONE_NUMBER)
                        .schema(
                                SchemaAttributeType.builder()
                                        .name("email")
                                        .required(true)
                                        .build(),
                                SchemaAttributeType.builder()
                                        .name("given_name")
                                        .required(true)
                                        .build()))
                .userPool()
                .id();
        var client = pool.createClient(change -> change.userPoolId(strict).allowedOAuthScopes("openid", "email"));
        pool.aws.adminCreateUser(user -> user.userPoolId(strict)
                .username("+441632960000")
                .temporaryPassword(PASSWORD)
                .messageAction(MessageActionType.SUPPRESS));
        var request = pool.request(client);
        request.put("scope", "openid email");
        var page = browser.get(pool.authorize(browser, request).location());
        var half = browser.submit(page, Map.of("username", "+441632960000", "password", PASSWORD));
        var form = browser.get(half.location());
        assertThat(form.body()).contains("E-mail address").contains("First name");
        var typed = new HashMap<>(Map.of("password", CHOSEN, "again", CHOSEN));
        assertThat(browser.submit(form, typed).body()).contains("Please fill in every field.");
        typed.put("attribute.email", "no address");
        typed.put("attribute.given_name", "Ada");
        var refused = browser.submit(form, typed);
        assertThat(refused.body()).contains("Invalid email address format.").contains("value=\"Ada\"");
        typed.put("attribute.email", "ada@example.test");
        assertThat(browser.submit(form, typed).location()).startsWith("/login/done?");
        var user = pool.aws.adminGetUser(get -> get.userPoolId(strict).username("+441632960000"));
        assertThat(user.userAttributes()).contains(PoolFixture.attribute("given_name", "Ada"));
    }
}
