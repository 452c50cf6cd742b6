package io.cloakroom.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From the card to the member's own page of the gateway: there she changes what she may, and sees hidden values whole. */
@Tag("browser")
class OwnPagesTest {
    private static final String RECORDS = "/app/me/records/medical-profile?site=demo";

    private static final String EXPORT = "/app/me/export?site=demo";

    /** What becomes of a form that script sends off, told in the same breath. */
    private static final String SUBMIT_BY_SCRIPT = """
            () => {
                let told = 'not sent off';
                addEventListener('submit', (event) => {
                    told = event.defaultPrevented ? 'stopped' : 'sent';
                    event.preventDefault();
                }, {once: true});
                document.querySelector('form[data-deliberate]').requestSubmit();
                return told;
            }
            """;

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
    void clockBack() {
        stage.clock.ahead(Duration.ZERO);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    @Test
    void edit_fromTheCard_isSavedAndTheCardShowsIt() {
        try (var ada = stage.visitor().signIn("ada", "/my-medical-profile/")) {
            var page = ada.profile()
                    .waitForPage(() -> ada.card()
                            .getByRole(AriaRole.LINK, new FrameLocator.GetByRoleOptions().setName("Open"))
                            .click());
            assertThat(page.getByRole(AriaRole.HEADING, named("Medical profile")))
                    .isVisible();
            assertThat(page.locator("body")).containsText("••••");
            page.getByRole(AriaRole.LINK, named("Edit")).click();
            page.getByLabel("Medication").fill("Cetirizine 10 mg,\nwhen pollen flies");
            page.getByRole(AriaRole.BUTTON, named("Save Medical profile")).click();

            assertThat(page.getByRole(AriaRole.STATUS)).hasText("Saved.");
            assertThat(page.locator("body")).containsText("when pollen flies");
            ada.open("/my-medical-profile/");
            assertThat(ada.cardText()).containsText("when pollen flies");
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @Test
    void unmask_laterThanFiveMinutes_wantsThePasswordAndShowsItOnce() {
        try (var ada = stage.visitor().signIn("ada", "/my-medical-profile/")) {
            stage.clock.ahead(Duration.ofMinutes(6));
            var page = ada.page();
            page.navigate(stage.system.membersUrl() + RECORDS);
            page.getByRole(AriaRole.LINK, named("Sign in again to show hidden values"))
                    .click();
            page.waitForURL(url -> url.startsWith(stage.system.poolUrl()));
            page.locator("input[name=username]").fill("ada");
            page.locator("input[name=password]").fill(stage.system.passphrase().reveal());
            page.locator("button[type=submit]").click();
            page.waitForURL(stage.system.membersUrl() + RECORDS);
            page.getByRole(AriaRole.BUTTON, named("Show hidden values on this page"))
                    .click();

            assertThat(page.getByRole(AriaRole.STATUS)).containsText("on this page, and nowhere else");
            var number = page.locator("dt", new Page.LocatorOptions().setHasText("Insurance number"))
                    .locator("xpath=following-sibling::dd")
                    .textContent();
            assertThat(number).doesNotContain("•").hasSizeGreaterThan(6);
            assertThat(page.locator("body")).containsText("-••-••");
            ada.open("/my-medical-profile/");
            assertThat(ada.cardText()).containsText("••••");
            assertThat(ada.cardText()).not().containsText(number);
            assertThat(ada.hasSiteSession())
                    .as("her session on the website goes on")
                    .isTrue();
            assertThat(ada.complaints()).isEmpty();
        }
    }

    /** The pool asks her for all that she has: her password alone proves nothing. */
    @Test
    void proof_ofAMemberWithASecondFactor_wantsThatToo() {
        try (var sam = stage.visitor()) {
            var page = sam.page();
            page.navigate(stage.system.membersUrl() + "/session/sign-in?site=demo&return=/&bind=" + "b".repeat(43));
            typePassword(page);
            typeCode(page);
            page.waitForURL(url -> url.startsWith(stage.system.siteUrl()));
            stage.clock.ahead(stage.clock.ahead().plus(Duration.ofMinutes(6)));
            var again = page.getByRole(AriaRole.LINK, named("Sign in again to download your data"));

            page.navigate(stage.system.membersUrl() + EXPORT);
            again.click();
            typePassword(page);
            assertThat(page.locator("input[name=code]")).isVisible();
            page.navigate(stage.system.membersUrl() + EXPORT);
            assertThat(again).isVisible();

            again.click();
            typePassword(page);
            typeCode(page);
            page.waitForURL(stage.system.membersUrl() + EXPORT);
            assertThat(page.getByRole(AriaRole.BUTTON, named("Download all of my data")))
                    .isVisible();
        }
    }

    private static void typePassword(Page page) {
        page.waitForURL(url -> url.startsWith(stage.system.poolUrl()));
        page.locator("input[name=username]").fill("sam");
        page.locator("input[name=password]").fill(stage.system.passphrase().reveal());
        page.locator("button[type=submit]").click();
    }

    /** A code works once: the clock goes on to the next. */
    private static void typeCode(Page page) {
        stage.clock.ahead(stage.clock.ahead().plus(Duration.ofSeconds(31)));
        page.locator("input[name=code]").fill(stage.system.authenticator("sam").code(stage.clock.instant()));
        page.getByRole(AriaRole.BUTTON, named("Confirm")).click();
    }

    @Test
    void button_pressedBeforeItCanHaveBeenSeen_doesNothing() {
        try (var ada = stage.visitor().signIn("ada", "/my-medical-profile/")) {
            var page = ada.page();
            var sent = new ArrayList<String>();
            page.onRequest(request -> {
                if (request.method().equals("POST")) sent.add(request.url());
            });
            page.clock().install();
            // However slow this machine is, the page has been in sight for no time at all.
            page.clock().pauseAt(Instant.now().plusSeconds(60).toEpochMilli());
            page.navigate(stage.system.membersUrl() + RECORDS);
            var button = page.getByRole(AriaRole.BUTTON, named("Show hidden values on this page"));
            button.click(new Locator.ClickOptions().setForce(true));
            assertThat(button).isDisabled();

            page.clock().resume();
            assertThat(button).isEnabled();
            assertThat(page.evaluate(SUBMIT_BY_SCRIPT)).isEqualTo("stopped");
            assertThat(sent).isEmpty();
            button.click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("on this page, and nowhere else");
            assertThat(sent).hasSize(1);
        }
    }
}
