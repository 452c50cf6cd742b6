package io.cloakroom.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.ScreenshotOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The member's story by card, on a real WordPress in a real browser. */
@Tag("browser")
class MemberStoryTest {
    private static Stage stage;

    @BeforeAll
    static void open() throws IOException {
        stage = Stage.open();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void visitor_onACardsPage_seesWhoCanHelpHerIn() {
        try (var ada = stage.visitor().open("/my-medical-profile/")) {
            assertThat(ada.cardText()).containsText("Sign in to see this.");
            ada.page()
                    .screenshot(new ScreenshotOptions()
                            .setPath(Stage.picture("card-signed-out"))
                            .setFullPage(true));
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @Test
    void member_signedIn_seesHerDataWhereSheWas() {
        try (var ada = stage.visitor().signIn("ada", "/my-medical-profile/?from=mail")) {
            assertThat(ada.page().url()).isEqualTo(stage.system.siteUrl() + "/my-medical-profile/?from=mail");
            assertThat(ada.cardText()).containsText("Signed in as Ada Lindqvist");
            assertThat(ada.cardText()).containsText("Penicillin (hives, 2009), hazelnuts");
            assertThat(ada.cardText()).containsText("1984-••-••");
            assertThat(ada.cardText()).not().containsText("K482-119-730-5561");
            assertThat(ada.hasSiteSession()).isTrue();
            ada.page()
                    .screenshot(new ScreenshotOptions()
                            .setPath(Stage.picture("card-shown"))
                            .setFullPage(true));
            assertThat(ada.complaints()).isEmpty();
        }
    }
}
