package io.cloakroom.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The member's story by card, on a real WordPress in a real browser. */
@Tag("browser")
class MemberStoryTest {
    private static final String PROFILE = "/my-medical-profile/";
    private static final String PLAN = "/my-training-plan/";
    private static final String CONTACT = "/my-contact-details/";

    private static Stage stage;

    @BeforeAll
    static void open() throws IOException {
        stage = Stage.open();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private static void picture(Visitor visitor, String name) {
        visitor.page()
                .screenshot(new ScreenshotOptions().setPath(Stage.picture(name)).setFullPage(true));
    }

    @Test
    void visitor_onACardsPage_seesWhoCanHelpHerIn() {
        try (var ada = stage.visitor().open(PROFILE)) {
            assertThat(ada.cardText()).containsText("Sign in to see this.");
            picture(ada, "card-signed-out");
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @Test
    void member_signedIn_seesHerDataWhereSheWas() {
        try (var ada = stage.visitor().signIn("ada", PROFILE + "?from=mail")) {
            assertThat(ada.page().url()).isEqualTo(stage.system.siteUrl() + PROFILE + "?from=mail");
            assertThat(ada.cardText()).containsText("Signed in as Ada Lindqvist");
            assertThat(ada.cardText()).containsText("Penicillin (hives, 2009), hazelnuts");
            assertThat(ada.cardText()).containsText("1984-••-••");
            assertThat(ada.cardText()).containsText("••••5561");
            assertThat(ada.cardText()).not().containsText("K482-119-730-5561");
            assertThat(ada.hasSiteSession()).isTrue();
            picture(ada, "card-shown");
            ada.open(PLAN);
            assertThat(ada.cardText()).containsText("Half squats to ninety degrees");
            picture(ada, "card-many");
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @Test
    void member_whoseMembershipLapsed_isToldKindlyWhatIsNeeded() {
        try (var ben = stage.visitor().signIn("ben", PROFILE)) {
            assertThat(ben.cardText()).containsText("To see this you need a Gold membership.");
            assertThat(ben.cardText()).not().containsText("Latex gloves");
            picture(ben, "card-lapsed");
            ben.open(CONTACT);
            assertThat(ben.cardText()).containsText("9 Adeola Crescent, Lagos");
            assertThat(ben.complaints()).isEmpty();
        }
    }

    @Test
    void member_onHerFirstVisit_getsAUserOfTheSite() {
        try (var cleo = stage.visitor().signIn("cleo", CONTACT)) {
            assertThat(cleo.cardText()).containsText("Nothing is kept here for you yet.");
            assertThat(cleo.hasSiteSession()).isTrue();
            assertThat(cleo.complaints()).isEmpty();
        }
        var user = stage.siteUser(stage.system.sub("cleo"));
        assertThat(user.text("display_name")).contains("Cleo Marchetti");
        assertThat(user.texts("roles").orElseThrow()).containsExactly("subscriber");
    }

    @Test
    void member_whoseAddressAUserOfTheSiteHas_isNeverTakenForHer() {
        try (var dana = stage.visitor().signIn("dana", CONTACT)) {
            assertThat(dana.cardText()).containsText("2280 Thornberry Lane");
        }
        var user = stage.siteUser(stage.system.sub("dana"));
        assertThat(user.text("login").orElseThrow()).startsWith("m-");
        assertThat(user.text("email")).contains("");
    }

    @Test
    void signOut_onTheSite_endsTheGatewaysSessionAndThePoolsMemory() {
        try (var eve = stage.visitor().signIn("eve", PROFILE)) {
            eve.open("/login/")
                    .page()
                    .getByRole(AriaRole.LINK, Stage.exactly("Sign out"))
                    .click();
            // She was on the site already: the message tells that she is back.
            eve.page().waitForURL(url -> url.startsWith(stage.system.siteUrl()) && url.contains("signed_out"));
            picture(eve, "signed-out");
            assertThat(eve.hasSiteSession()).isFalse();
            assertThat(eve.hasGatewaySession()).isFalse();
            // The pool asks for the password again: signInByCard types it.
            eve.signIn("eve", PROFILE);
            assertThat(eve.cardText()).containsText("Signed in as Eve Nakamura");
        }
    }

    @Test
    void signOut_ofATabThatIsClosedAtOnce_endsTheGatewaysSession() {
        try (var eve = stage.visitor().signIn("eve", PROFILE)) {
            var link = eve.open("/login/")
                    .page()
                    .getByRole(AriaRole.LINK, Stage.exactly("Sign out"))
                    .getAttribute("href");
            // WordPress hears of it, and the browser never follows where WordPress sends it.
            var script = "link => fetch(link, {redirect: 'manual'}).then(answer => answer.type)";
            assertThat(eve.page().evaluate(script, link)).isEqualTo("opaqueredirect");
            eve.open(PROFILE);
            assertThat(eve.cardText()).containsText("Sign in to see this.");
        }
    }

    @Test
    void administrator_inHerOwnSession_isNeverTouched() {
        try (var visitor = stage.visitor()) {
            var page = visitor.open("/wp-login.php").page();
            page.locator("#user_login").fill("admin");
            page.locator("#user_pass").fill(stage.system.passphrase().reveal());
            page.locator("#wp-submit").click();
            page.waitForURL("**/wp-admin/**");
            visitor.signIn("ada", PROFILE);
            assertThat(visitor.cardText()).containsText("Signed in as Ada Lindqvist");
            stage.endSessionsOf("ada");
            visitor.open(PROFILE);
            assertThat(visitor.cardText()).containsText("Sign in to see this.");
            assertThat(page.url()).endsWith(PROFILE);
            page.navigate(stage.system.siteUrl() + "/wp-admin/profile.php");
            assertThat(page.locator("#user_login")).hasValue("admin");
        }
    }

    @Test
    void anothersRecord_byAnyParameter_isNotFound() {
        try (var eve = stage.visitor().signIn("eve", PLAN)) {
            var frame = eve.page().frames().stream()
                    .filter(found -> found.url().startsWith(stage.system.membersUrl()))
                    .findFirst()
                    .orElseThrow();
            var sub = stage.system.sub("ada");
            for (var path : new String[] {
                "training-plan/week-47",
                "training-plan/none",
                "none/week-51",
                "training-plan/week-47?sub=" + sub,
                "medical-profile/" + sub
            }) {
                // From inside the card, where every door stands open that can.
                var status = frame.evaluate(
                        "path => fetch('/app/me/collections/' + path, {headers: {'Cloakroom-Site': 'demo'}}).then(a => a.status)",
                        path);
                assertThat(status).isEqualTo(404);
            }
        }
    }
}
