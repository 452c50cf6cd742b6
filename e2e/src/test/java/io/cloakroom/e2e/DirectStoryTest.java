package io.cloakroom.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The member's story by direct: script of the site's own page gets her data, on a real WordPress in a real browser. */
@Tag("browser")
class DirectStoryTest {
    private static final String CARD = "/my-training-plan/";
    private static final String PLAN = "/my-training-plan/by-script/";
    private static final String CONTACT = "/my-contact-details/by-direct/";
    private static final String STORED =
            "Object.entries(sessionStorage).filter(([key]) => key.startsWith('cloakroom:token:'))";

    private static Stage stage;

    @BeforeAll
    static void open() throws IOException {
        stage = Stage.open();
        stage.addPage(PLAN, "[cloakroom_collection collection=\"training-plan\" delivery=\"direct\"]");
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @AfterEach
    void setTheClockRight() {
        stage.clock.ahead(Duration.ZERO);
    }

    private static Locator collection(Page page) {
        return page.locator(".cloakroom-collection");
    }

    /** What the tab's storage holds of tokens, as text. */
    private static String stored(Page page) {
        return (String)
                page.evaluate("JSON.stringify(" + STORED + ".map(([, value]) => JSON.parse(value).accessToken))");
    }

    @Test
    void visitor_onADirectPage_isOfferedToSignInAndTheGatewayIsAskedForNothing() {
        try (var ada = stage.visitor()) {
            var asked = new ArrayList<String>();
            ada.page().onRequest(request -> asked.add(request.url()));
            ada.open(CONTACT);
            assertThat(collection(ada.page())).containsText("Sign in to see this.");
            assertThat(asked).noneMatch(url -> url.startsWith(stage.system.membersUrl()));
            collection(ada.page())
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Sign in"))
                    .click();
            ada.typePassword("ada");
            assertThat(ada.page().url()).isEqualTo(stage.system.siteUrl() + CONTACT);
            assertThat(collection(ada.page())).containsText("Valhallavägen 114 B");
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @Test
    void member_signedIn_seesHerPlanAndItsTokenIsInAHeaderAlone() {
        try (var ada = stage.visitor().signIn("ada", CARD)) {
            var requests = new ArrayList<Request>();
            ada.page().onRequest(requests::add);
            var html = ada.page().navigate(stage.system.siteUrl() + PLAN).text();
            assertThat(collection(ada.page())).containsText("Half squats to ninety degrees, pain below three");
            assertThat(collection(ada.page()).getByRole(AriaRole.HEADING)).hasText("Training plan");
            assertThat(html).contains("<cloakroom-collection").doesNotContain("Half squats");
            var token = stored(ada.page()).replaceAll("[\\[\\]\"]", "");
            assertThat(token).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
            assertThat(html + ada.page().content()).doesNotContain(token);
            assertThat(requests).noneMatch(request -> request.url().contains(token));
            assertThat(headersWith(token, requests)).containsExactly(stage.system.membersUrl());
            assertThat(ada.profile().cookies()).noneMatch(cookie -> cookie.value.contains(token));
            assertThat(ada.complaints()).isEmpty();
        }
    }

    /** The origins to which a token went. */
    private static List<String> headersWith(String token, List<Request> requests) {
        return requests.stream()
                .filter(request -> request.allHeaders().values().stream().anyMatch(value -> value.contains(token)))
                .map(request -> request.url().replaceAll("^(https?://[^/]+).*", "$1"))
                .distinct()
                .toList();
    }

    @Test
    void member_withoutAMembership_isToldKindlyWhatIsNeeded() {
        try (var cleo = stage.visitor().signIn("cleo", CARD)) {
            cleo.open(PLAN);
            assertThat(collection(cleo.page())).containsText("To see this you need a membership.");
            cleo.open(CONTACT);
            assertThat(collection(cleo.page())).containsText("Nothing is kept here for you yet.");
            assertThat(cleo.complaints()).isEmpty();
        }
    }

    @Test
    void token_ofAPageThatIsTouched_isRenewedAMinuteBeforeItsEndAndAfterASleep() {
        try (var ada = stage.visitor().signIn("ada", CARD)) {
            var page = ada.page();
            page.clock().install();
            ada.open(PLAN);
            assertThat(collection(page)).containsText("Half squats");
            var first = stored(page);
            page.clock().runFor(1_000);
            page.keyboard().press("Shift");
            goOn(page, Duration.ofMinutes(14));
            page.waitForFunction(
                    "first => JSON.stringify(" + STORED
                            + ".map(([, value]) => JSON.parse(value).accessToken)) !== first",
                    first);
            var second = stored(page);
            assertThat(second).startsWith("[\"ey");
            // The lid is shut for longer than a token lasts, and for less than a session may be idle.
            goOn(page, Duration.ofMinutes(14 + 25));
            ada.open(PLAN);
            assertThat(collection(page)).containsText("Half squats");
            assertThat(stored(page)).startsWith("[\"ey").isNotEqualTo(second);
            assertThat(ada.complaints()).isEmpty();
        }
    }

    /** Sets the clocks of gateway, pool and page ahead. */
    private static void goOn(Page page, Duration ahead) {
        var more = ahead.minus(stage.clock.ahead());
        stage.clock.ahead(ahead);
        page.clock().fastForward(more.toMillis());
    }

    @Test
    void session_endedByStaff_leadsToTheLoginPageOnceAndBack() {
        try (var ada = stage.visitor().signIn("ada", CARD)) {
            ada.open(PLAN);
            assertThat(collection(ada.page())).containsText("Half squats");
            stage.endSessionsOf("ada");
            ada.passThrough(PLAN);
            ada.page().waitForURL("**message=session_expired**");
            assertThat(ada.page().locator("body")).containsText("Your session has ended");
            assertThat(stored(ada.page())).isEqualTo("[]");
            ada.page().locator(".cloakroom-sign-in__button").click();
            ada.typePasswordIfAsked("ada");
            ada.page().waitForURL(stage.system.siteUrl() + PLAN);
            assertThat(collection(ada.page())).containsText("Half squats");
        }
    }

    @Test
    void signOut_inOneOfTwoTabs_leavesNoTokenAndNoDataInEither() {
        try (var ada = stage.visitor().signIn("ada", CARD)) {
            ada.open(PLAN);
            var other = ada.profile().newPage();
            other.navigate(stage.system.siteUrl() + CONTACT);
            assertThat(collection(ada.page())).containsText("Half squats");
            assertThat(collection(other)).containsText("Valhallavägen");
            assertThat(stored(ada.page())).isNotEqualTo("[]").isNotEqualTo(stored(other));
            ada.open("/login/")
                    .page()
                    .getByRole(AriaRole.LINK, Stage.exactly("Sign out"))
                    .click();
            ada.page().waitForURL(url -> url.startsWith(stage.system.siteUrl()) && url.contains("signed_out"));
            assertThat(collection(other)).containsText("Sign in to see this.");
            assertThat(collection(other)).not().containsText("Valhallavägen");
            assertThat(stored(other)).isEqualTo("[]");
            ada.page().waitForFunction(STORED + ".length === 0");
        }
    }

    @Test
    void member_whoSignsInAfterAnother_seesHerOwn() {
        try (var visitor = stage.visitor().signIn("ada", CARD)) {
            visitor.open(PLAN);
            assertThat(collection(visitor.page())).containsText("Half squats");
            var adas = stored(visitor.page());
            // Somebody ends WordPress's session and not by the site's door, so that nobody clears the tab.
            visitor.profile().clearCookies();
            visitor.signIn("eve", CARD);
            visitor.page().evaluate("token => sessionStorage.setItem('kept', token)", adas);
            visitor.open(PLAN);
            assertThat(collection(visitor.page())).containsText("Shoulder to shelf height");
            assertThat(collection(visitor.page())).not().containsText("Half squats");
            assertThat(stored(visitor.page())).isNotEqualTo(adas);
        }
    }

    @Test
    void administrator_inHerOwnSession_isOfferedToSignInAndStays() {
        try (var visitor = stage.visitor()) {
            var page = visitor.open("/wp-login.php").page();
            page.locator("#user_login").fill("admin");
            page.locator("#user_pass").fill(stage.system.passphrase().reveal());
            page.locator("#wp-submit").click();
            page.waitForURL("**/wp-admin/**");
            visitor.open(PLAN);
            assertThat(collection(page)).containsText("Sign in to see this.");
            assertThat(page.url()).endsWith(PLAN);
            assertThat(stored(page)).isEqualTo("[]");
        }
    }

    @Test
    void gateway_thatIsAwayForAMoment_isToldKindlyAndTriedAgain() {
        try (var ada = stage.visitor().signIn("ada", CARD)) {
            ada.page().clock().install();
            ada.page().route(stage.system.membersUrl() + "/v1/me/**", route -> route.abort());
            ada.open(PLAN);
            assertThat(collection(ada.page())).containsText("Unable to retrieve data at this time.");
            ada.page().unroute(stage.system.membersUrl() + "/v1/me/**");
            ada.page().clock().runFor(5_000);
            assertThat(collection(ada.page())).containsText("Half squats");
        }
    }
}
