package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.ADA;
import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.FeatureType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;

/** Goes every way, right and wrong, and looks for what it knows in everything that was logged. */
class CanaryTest {
    private static final String TEMPORARY = "Canary-temporary-1";
    private static final String CHOSEN = "Canary-chosen-22";
    private static final String WRONG = "Canary-wrong-333";

    private final Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("ROOT");
    private final Logger ours = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("io.cloakroom");
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final List<String> julLines = new ArrayList<>();
    private final Handler jul = new Handler() {
        @Override
        public void publish(LogRecord line) {
            julLines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final PoolFixture pool = new PoolFixture();
    private final List<String> canaries = new ArrayList<>(List.of(TEMPORARY, CHOSEN, WRONG, PASSWORD, ADA));

    @BeforeEach
    void listen() {
        events.start();
        root.addAppender(events);
        ours.setLevel(Level.TRACE);
        java.util.logging.Logger.getLogger("").addHandler(jul);
    }

    @AfterEach
    void close() {
        ours.setLevel(null);
        root.detachAppender(events);
        java.util.logging.Logger.getLogger("").removeHandler(jul);
        pool.close();
    }

    @Test
    void logs_ofEveryWay_holdNoSecret() {
        signInTheHardWay();
        tokensTheHardWay();
        callsTheHardWay();
        apiTheHardWay();
        factorsTheHardWay();
        canaries.add(pool.server.adminKey().secretAccessKey().reveal());
        assertThat(events.list).isNotEmpty();
        var logged =
                String.join("\n", events.list.stream().map(CanaryTest::text).toList()) + julLines;
        // That the listening works: refusals are logged with the client's id.
        assertThat(logged).contains(pool.client.clientId());
        assertThat(canaries)
                .hasSizeGreaterThan(15)
                .allSatisfy(canary -> assertThat(logged).doesNotContain(canary));
    }

    private static String text(ILoggingEvent event) {
        var thrown = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        return event.getFormattedMessage() + thrown;
    }

    private void signInTheHardWay() {
        pool.aws.adminCreateUser(user -> user.userPoolId(pool.poolId)
                .username("new@example.test")
                .temporaryPassword(TEMPORARY)
                .messageAction(MessageActionType.SUPPRESS));
        canaries.add("new@example.test");
        var browser = pool.browser();
        var page =
                browser.get(pool.authorize(browser, pool.request(pool.client)).location());
        browser.submit(page, Map.of("username", "new@example.test", "password", WRONG));
        var half = browser.submit(page, Map.of("username", "new@example.test", "password", TEMPORARY));
        canaries.addAll(browser.cookies().values());
        browser.submit(browser.get(half.location()), Map.of("password", CHOSEN, "again", WRONG));
        browser.submit(browser.get(half.location()), Map.of("password", CHOSEN, "again", CHOSEN));
        canaries.addAll(browser.cookies().values());
        for (var failures = 0; failures < 6; failures++) {
            browser.submit(page, Map.of("username", ADA, "password", WRONG));
        }
        pool.clock.advance(Duration.ofMinutes(16));
    }

    private void tokensTheHardWay() {
        var client = pool.createClient(change -> change.refreshTokenRotation(
                rotation -> rotation.feature(FeatureType.ENABLED).retryGracePeriodSeconds(0)));
        canaries.add(Objects.requireNonNull(client.clientSecret()));
        var code = pool.code(client);
        var tokens = pool.tokens(pool.exchange(client, code));
        var first = tokens.text("refresh_token").orElseThrow();
        var second =
                pool.tokens(pool.refresh(client, first)).text("refresh_token").orElseThrow();
        pool.token(pool.refresh(client, first));
        pool.token(pool.exchange(client, code));
        pool.token(pool.exchange(pool.client, code));
        var access = tokens.text("access_token").orElseThrow();
        pool.userInfo(access);
        canaries.addAll(
                List.of(code, first, second, access, tokens.text("id_token").orElseThrow()));
        canaries.addAll(List.of(PoolFixture.VERIFIER, "state-of-the-client", "nonce-of-the-client"));
    }

    private void apiTheHardWay() {
        var up = SigningUp.in(pool);
        var eve = "canary-eve@example.test";
        up.signUp(eve);
        var code = pool.code(eve);
        assertRefused(() -> up.confirm(up.legacy(), eve, "canary-code"));
        up.confirm(up.legacy(), eve, code);
        var app = up.app();
        assertRefused(() -> app.withPassword(eve, WRONG));
        var tokens = app.tokens(eve, PASSWORD);
        assertRefused(() -> app.refresh("", tokens.refreshToken() + "x"));
        assertRefused(() -> pool.aws.changePassword(call ->
                call.accessToken(tokens.accessToken()).previousPassword(WRONG).proposedPassword(CHOSEN)));
        var confidential = ApiClient.confidential(pool);
        var srp = new SrpClient();
        var challenge = confidential.withSrp(ADA, srp).challengeParameters();
        assertRefused(() -> confidential.prove(challenge, srp, WRONG));
        assertRefused(() -> up.reset(up.legacy(), eve, "canary-code", CHOSEN));
        pool.outbox("canary:outbox");
        canaries.addAll(List.of(eve, "canary-code", "canary:outbox", confidential.hash(ADA), srp.shown()));
        canaries.addAll(List.of(tokens.accessToken(), tokens.idToken(), tokens.refreshToken()));
        canaries.addAll(List.of(challenge.getOrDefault("SECRET_BLOCK", ""), challenge.getOrDefault("SRP_B", "")));
    }

    private void factorsTheHardWay() {
        pool.clock.advance(Duration.ofMinutes(16));
        pool.aws.setUserPoolMfaConfig(call -> call.userPoolId(pool.poolId)
                .softwareTokenMfaConfiguration(token -> token.enabled(true))
                .mfaConfiguration(UserPoolMfaType.ON));
        var app = ApiClient.open(pool);
        var begun = app.withPassword(ADA, PASSWORD);
        var made = pool.aws.associateSoftwareToken(call -> call.session(begun.session()));
        var device = new AuthenticatorApp(made.secretCode());
        var right = device.code(pool.clock.instant());
        assertRefused(() -> pool.aws.verifySoftwareToken(
                call -> call.session(made.session()).userCode(SigningUp.other(right))));
        var verified = pool.aws.verifySoftwareToken(
                call -> call.session(made.session()).userCode(right));
        assertRefused(() -> app.respond(
                ChallengeNameType.SOFTWARE_TOKEN_MFA,
                app.withPassword(ADA, PASSWORD).session(),
                Map.of("USERNAME", ADA, "SOFTWARE_TOKEN_MFA_CODE", right)));
        app.respond(ChallengeNameType.MFA_SETUP, verified.session(), Map.of("USERNAME", ADA));
        canaries.addAll(List.of(begun.session(), made.session(), verified.session(), made.secretCode()));
        var browser = pool.browser();
        var page = pool.authorize(browser, pool.request(pool.client));
        var half = browser.submit(browser.get(page.location()), Map.of("username", ADA, "password", PASSWORD));
        browser.submit(browser.get(half.location()), Map.of("code", "canary-factor"));
        canaries.add("canary-factor");
        canaries.addAll(browser.cookies().values());
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(CognitoIdentityProviderException.class);
    }

    private void callsTheHardWay() {
        for (var password : List.of("canary-weak", " Canary-space-4", "Canary-long-5".repeat(20))) {
            canaries.add(password);
            assertThatThrownBy(() -> pool.aws.adminSetUserPassword(
                            user -> user.userPoolId(pool.poolId).username(ADA).password(password)))
                    .isInstanceOf(CognitoIdentityProviderException.class)
                    .hasMessageNotContaining(password);
        }
    }
}
