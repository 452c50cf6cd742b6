package io.cloakroom.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A session over, in every way in which one can be: the member reads why, signs in, and is back where she was. */
@Tag("browser")
class SessionEndTest {
    private static final String PROFILE = "/my-medical-profile/";
    private static final String SIGN_IN = ".cloakroom-sign-in__button";

    private static Stage stage;

    @BeforeAll
    static void open() throws IOException {
        stage = Stage.open();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @AfterEach
    void setTheClockRight() {
        stage.clock.ahead(Duration.ZERO);
    }

    @Test
    void session_idleForTooLong_endsInTheLoginPage() {
        try (var ada = stage.visitor().signIn("ada", PROFILE + "?a=b")) {
            isBack(ada);
            stage.clock.ahead(Duration.ofMinutes(31));
            ada.passThrough(PROFILE + "?a=b");
            readsWhyAndComesBack(ada, PROFILE + "?a=b");
        }
    }

    @Test
    void session_revoked_endsInTheLoginPage() {
        try (var ada = stage.visitor().signIn("ada", PROFILE)) {
            isBack(ada);
            stage.endSessionsOf("ada");
            ada.passThrough(PROFILE);
            readsWhyAndComesBack(ada, PROFILE);
        }
    }

    @Test
    void session_signedOutOnTheGateway_endsInTheLoginPage() {
        try (var ada = stage.visitor().signIn("ada", PROFILE)) {
            isBack(ada);
            var gateway = ada.profile().newPage();
            gateway.navigate(stage.system.membersUrl() + "/app/me?site=demo");
            assertThat(gateway.locator("h1")).containsText("Signed in as Ada Lindqvist");
            gateway.screenshot(new ScreenshotOptions().setPath(Stage.picture("me")));
            gateway.getByRole(AriaRole.BUTTON, Stage.exactly("Sign out")).click();
            gateway.waitForURL(url -> url.startsWith(stage.system.siteUrl()));
            ada.passThrough(PROFILE);
            readsWhyAndComesBack(ada, PROFILE);
        }
    }

    @Test
    void session_endedAgainAtOnce_saysSoAndStops() {
        try (var ada = stage.visitor().signIn("ada", PROFILE)) {
            isBack(ada);
            // However long her way back takes here, for her pages it is no time.
            ada.page().clock().setFixedTime(System.currentTimeMillis());
            stage.endSessionsOf("ada");
            ada.passThrough(PROFILE);
            ada.page().waitForURL("**message=session_expired**");
            ada.page().locator(SIGN_IN).click();
            ada.typePassword("ada");
            isBack(ada);
            stage.endSessionsOf("ada");
            ada.open(PROFILE);
            assertThat(ada.page().locator("cloakroom-card")).containsText("Your session has ended");
            assertThat(ada.page().url()).endsWith(PROFILE);
        }
    }

    /** On the way back the site redeems a ticket: a session that ends before that was never the website's. */
    private static void isBack(Visitor ada) {
        assertThat(ada.cardText()).containsText("Signed in as Ada Lindqvist");
    }

    private static void readsWhyAndComesBack(Visitor ada, String path) {
        ada.page().waitForURL("**message=session_expired**");
        assertThat(ada.page().url()).startsWith(stage.system.siteUrl() + "/login/");
        assertThat(ada.page().locator("body")).containsText("Your session has ended");
        assertThat(ada.hasSiteSession()).isFalse();
        ada.page().screenshot(new ScreenshotOptions().setPath(Stage.picture("session-expired")));
        stage.clock.ahead(Duration.ZERO);
        ada.page().locator(SIGN_IN).click();
        ada.typePasswordIfAsked("ada");
        ada.page().waitForURL(stage.system.siteUrl() + path);
        isBack(ada);
    }
}
