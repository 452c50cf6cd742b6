package io.cloakroom.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.cloakroom.local.demo.LocalSystem.Plan;
import io.cloakroom.local.state.Ports;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The small site that stands in for WordPress: where it should be, and under a domain that the gateway is not under. */
@Tag("browser")
class WithoutWordPressTest {
    private static final String PROFILE = "/my-medical-profile/";
    private static final String PLAN = "/my-training-plan/";
    private static final String DIRECT = "/my-contact-details-direct/";
    private static final String LOGIN_COOKIE = "__Host-standin-login";

    private static Stage near;
    private static Stage elsewhere;

    @BeforeAll
    static void open() throws IOException {
        near = Stage.open(Ports.free(), Plan::withoutWordPress);
        elsewhere = Stage.open(Ports.free(), plan -> plan.withoutWordPress().withSiteAt("site.elsewhere.localhost"));
    }

    @AfterAll
    static void close() {
        near.close();
        elsewhere.close();
    }

    private static boolean isSignedIn(Visitor visitor) {
        return visitor.profile().cookies().stream().anyMatch(cookie -> cookie.name.equals(LOGIN_COOKIE));
    }

    private static void clickSignIn(Page page) {
        page.locator("main .wp-element-button").click();
    }

    @Test
    void card_memberSignsIn_showsHerDataWhereSheWas() {
        try (var ada = near.visitor().signIn("ada", PROFILE + "?from=mail")) {
            assertThat(ada.page().url()).isEqualTo(near.system.siteUrl() + PROFILE + "?from=mail");
            assertThat(ada.cardText()).containsText("Penicillin (hives, 2009), hazelnuts");
            assertThat(ada.cardText()).not().containsText("Open in a window");
            assertThat(ada.page().locator(".top")).containsText("Ada Lindqvist");
            assertThat(ada.page().locator("cloakroom-card")).hasAttribute("data-state", "shown");
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @Test
    void direct_member_seesWhatThePageItselfGot() {
        try (var ada = near.visitor().signIn("ada", PROFILE).open(PLAN)) {
            assertThat(ada.page().locator("cloakroom-collection")).containsText("Half squats to ninety degrees");
            ada.open(DIRECT);
            assertThat(ada.page().locator("cloakroom-collection")).containsText("+46 8 5555 0182");
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @Test
    void session_ended_leadsToTheLoginPageAndBack() {
        for (var path : new String[] {PROFILE, DIRECT}) {
            try (var ada = near.visitor().signIn("ada", PROFILE)) {
                assertThat(ada.cardText()).containsText("Signed in as Ada Lindqvist");
                near.endSessionsOf("ada");
                ada.passThrough(path);
                ada.page().waitForURL("**message=session_expired**");
                assertThat(ada.page().locator("main")).containsText("Your session has ended");
                assertThat(isSignedIn(ada)).isFalse();
                clickSignIn(ada.page());
                ada.typePasswordIfAsked("ada");
                ada.page().waitForURL(near.system.siteUrl() + path);
                assertThat(isSignedIn(ada)).isTrue();
            }
        }
    }

    @Test
    void signOut_onTheSite_endsTheGatewaysSessionAndThePoolsMemory() {
        try (var eve = near.visitor().signIn("eve", PROFILE)) {
            eve.page().getByRole(AriaRole.LINK, Stage.exactly("Sign out")).click();
            eve.page().waitForURL("**/login/?message=signed_out");
            assertThat(isSignedIn(eve)).isFalse();
            assertThat(eve.hasGatewaySession()).isFalse();
            clickSignIn(eve.page());
            eve.typePassword("eve");
        }
    }

    @Test
    void elsewhere_cardOfAStranger_opensInAWindowWhereSheSignsIn() {
        try (var ada = elsewhere.visitor().open(PROFILE)) {
            assertThat(ada.cardText()).containsText("Open in a window");
            assertThat(ada.cardText()).not().containsText("Sign in");
            var window = window(ada);
            window.getByRole(AriaRole.LINK, Stage.exactly("Sign in to Alder House"))
                    .click();
            window.waitForURL(url -> url.startsWith(elsewhere.system.poolUrl()));
            window.locator("input[name=username]").fill("ada");
            window.locator("input[name=password]")
                    .fill(elsewhere.system.passphrase().reveal());
            window.locator("button[type=submit]").click();
            window.waitForURL(elsewhere.system.siteUrl() + PROFILE);
            assertThat(isSignedIn(ada)).isTrue();
        }
    }

    @Test
    void elsewhere_memberSignedIn_seesHerDataInAWindowAndStaysSignedIn() {
        try (var ada = elsewhere.visitor()) {
            signInOnTheSite(ada);
            var visited = new ArrayList<String>();
            ada.page().onFrameNavigated(frame -> visited.add(frame.url()));
            ada.page().clock().install();
            ada.open(PROFILE);
            assertThat(ada.page().locator("cloakroom-card")).hasAttribute("data-state", "shown");
            var window = window(ada);
            assertThat(window.locator("#content")).containsText("Penicillin (hives, 2009), hazelnuts");
            assertThat(window.locator("#who")).containsText("Signed in as Ada Lindqvist");
            assertThat((boolean) window.evaluate("window.opener === null")).isTrue();
            // Longer than the card's element waits for a word, loads the card again, and gives it up.
            ada.page().clock().runFor(17_000);
            assertThat(ada.page().locator("cloakroom-card")).hasAttribute("data-state", "shown");
            assertThat(visited).as("nothing goes round").hasSize(2);
            assertThat(isSignedIn(ada)).isTrue();
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @Test
    void elsewhere_byDirect_saysThatThisWayIsClosedAndEndsNoSession() {
        try (var ada = elsewhere.visitor()) {
            signInOnTheSite(ada);
            ada.open(DIRECT);
            var collection = ada.page().locator("cloakroom-collection");
            assertThat(collection).hasAttribute("data-state", "denied");
            assertThat(collection).containsText("This data is not given out by this way.");
            assertThat(isSignedIn(ada)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(PagesTest.View.class)
    void everyPage_inThisView_isAccessible(PagesTest.View view) {
        var site = near.system.siteUrl();
        var far = elsewhere.system;
        try (var ada = new Visitor(near.chromium, near.system, view.options());
                var cut = new Visitor(elsewhere.chromium, far, view.options())) {
            PagesTest.check(ada, view, site + "/", "stand-in home", "h1");
            PagesTest.check(ada, view, site + "/login/?message=session_expired", "stand-in login", "h1");
            PagesTest.check(ada, view, site + PLAN, "stand-in direct signed out", ".cloakroom-collection");
            ada.signIn("ada", PROFILE);
            PagesTest.check(ada, view, site + PROFILE, "stand-in card", "cloakroom-card[data-state=shown]");
            PagesTest.check(ada, view, site + PLAN, "stand-in direct", "cloakroom-collection[data-state=shown]");
            signInOnTheSite(cut);
            PagesTest.check(
                    cut, view, far.siteUrl() + PROFILE, "stand-in elsewhere", "cloakroom-card[data-state=shown]");
            PagesTest.check(
                    cut,
                    view,
                    far.siteUrl() + "/my-contact-details/",
                    "stand-in elsewhere low",
                    "cloakroom-card[data-state=shown]");
            PagesTest.check(
                    cut, view, far.membersUrl() + "/card/demo/contact-details?page=/", "card in a window", "dl");
        }
    }

    private static void signInOnTheSite(Visitor ada) {
        clickSignIn(ada.open("/login/?redirect_to=%2Fmy-medical-profile%2F").page());
        ada.typePassword("ada");
        ada.page().waitForURL(elsewhere.system.siteUrl() + PROFILE);
    }

    private static Page window(Visitor visitor) {
        return visitor.page()
                .waitForPopup(() -> visitor.card()
                        .locator("a")
                        .getByText("Open in a window")
                        .click());
    }
}
