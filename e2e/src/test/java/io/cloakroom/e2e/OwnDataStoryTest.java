package io.cloakroom.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.cloakroom.ledger.Actor;
import io.cloakroom.local.demo.LocalSystem.Plan;
import io.cloakroom.local.state.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A member takes a copy of all her data, asks to be erased, changes her mind, asks again, and is gone when the time has come. */
@Tag("browser")
class OwnDataStoryTest {
    private static final String ME = "/app/me?site=demo";

    private static Stage stage;

    @BeforeAll
    static void open() throws IOException {
        // The small site goes by the same clock; in WordPress's eyes nobody could sign in a week from now.
        stage = Stage.open(Ports.free(), Plan::withoutWordPress);
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, Stage.exactly(button)).click();
    }

    private static void follow(Page page, String link) {
        page.getByRole(AriaRole.LINK, Stage.exactly(link)).click();
    }

    /** Her account at the pool is still there. */
    private static void seesThatNothingIsLeft() {
        stage.clock.ahead(stage.clock.ahead().plusMinutes(1));
        try (var again = stage.visitor().signIn("eve", "/my-medical-profile/")) {
            var page = again.page();
            page.navigate(stage.system.membersUrl() + ME);
            assertThat(page.locator("main")).containsText("Your data was erased on");
            assertThat(page.getByRole(AriaRole.LINK, Stage.exactly("Medical profile")))
                    .hasCount(0);
            page.navigate(stage.system.membersUrl() + "/app/me/records/medical-profile?site=demo");
            assertThat(page.locator("main")).containsText("Your data was erased on");
            assertThat(page.locator("dl")).hasCount(0);
        }
    }

    @Test
    void eve_takesHerDataAndLeaves() throws IOException {
        try (var eve = stage.visitor().signIn("eve", "/my-medical-profile/")) {
            var page = eve.page();
            page.navigate(stage.system.membersUrl() + ME);
            follow(page, "Download all of your data");
            var file = page.waitForDownload(() -> press(page, "Download all of my data"));
            assertThat(file.suggestedFilename()).startsWith("my-data-demo-").endsWith(".json");
            assertThat(Files.readString(file.path())).contains("\"collection\":\"medical-profile\"");

            page.navigate(stage.system.membersUrl() + ME);
            follow(page, "Erase all of your data");
            press(page, "Erase all of my data in 7 days");
            assertThat(page.locator(".leaving")).containsText("All of your data here will be erased");
            press(page, "Keep my data");
            assertThat(page.locator(".leaving")).hasCount(0);
            follow(page, "Erase all of your data");
            press(page, "Erase all of my data in 7 days");
            assertThat(page.locator(".leaving")).containsText("will be erased");

            stage.clock.ahead(Duration.ofDays(7).plusMinutes(1));
            var erased = new int[1];
            stage.system.withParts((_, services) ->
                    erased[0] = services.erasures().run("test", new Actor.Job("erasure"), "run", (_, _) -> {}));
            assertThat(erased[0]).isEqualTo(1);
            page.navigate(stage.system.membersUrl() + ME);
            assertThat(page.locator("h1")).hasText("You are not signed in");
            assertThat(eve.complaints()).isEmpty();
            seesThatNothingIsLeft();
        } finally {
            stage.clock.ahead(Duration.ZERO);
        }
    }
}
