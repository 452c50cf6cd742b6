package io.cloakroom.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ViewportSize;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page that a member sees: WCAG 2.2 AA as far as a program can tell, on a desk and on a phone, by day and by night. */
@Tag("browser")
class PagesTest {
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static Stage stage;

    /** What somebody sits at, and when. */
    enum View {
        DESK_BY_DAY(1280, 900, ColorScheme.LIGHT),
        DESK_BY_NIGHT(1280, 900, ColorScheme.DARK),
        PHONE_BY_DAY(360, 740, ColorScheme.LIGHT),
        PHONE_BY_NIGHT(360, 740, ColorScheme.DARK);

        private final int width;
        private final int height;
        private final ColorScheme scheme;

        View(int width, int height, ColorScheme scheme) {
            this.width = width;
            this.height = height;
            this.scheme = scheme;
        }

        NewContextOptions options() {
            return new NewContextOptions()
                    .setViewportSize(new ViewportSize(width, height))
                    .setColorScheme(scheme);
        }
    }

    @BeforeAll
    static void open() throws IOException {
        stage = Stage.open();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void everyPage_inThisView_isAccessible(View view) {
        var gateway = stage.system.membersUrl();
        try (var ada = new Visitor(stage.chromium, stage.system, view.options());
                var ben = new Visitor(stage.chromium, stage.system, view.options())) {
            check(ada, view, gateway + "/card/demo/medical-profile?page=/", "card signed out", "#content a");
            check(ada, view, gateway + "/session/callback?state=x", "sign-in over", "h1");
            check(ada, view, gateway + "/nowhere", "not found", "h1");
            ada.signIn("ada", "/my-medical-profile/");
            ada.card().locator("dl").first().waitFor();
            picture(ada.page(), "site", view);
            check(ada, view, gateway + "/card/demo/medical-profile?page=/", "card shown", "dl");
            check(ada, view, gateway + "/card/demo/training-plan?page=/", "card many", "dl + dl");
            check(ada, view, gateway + "/app/me?site=demo", "me", "h1");
            var records = gateway + "/app/me/records/";
            check(ada, view, records + "medical-profile?site=demo", "records", "dl");
            check(ada, view, records + "training-plan?site=demo", "records many", "h2");
            check(ada, view, records + "medical-profile/self/edit?site=demo", "edit", "textarea");
            check(ada, view, gateway + "/app/me/ledger?site=demo", "ledger", "h1");
            check(ada, view, gateway + "/app/me/export?site=demo", "export", "form[data-deliberate]");
            check(ada, view, gateway + "/app/me/erasure?site=demo", "erasure", "form[data-deliberate]");
            check(ada, view, signOutFromElsewhere(gateway), "sign out", "h1");
            ben.signIn("ben", "/my-medical-profile/");
            check(ben, view, gateway + "/card/demo/medical-profile?page=/", "card denied", "#content .said");
            ben.page().navigate(gateway + "/app/me/erasure?site=demo");
            ben.page().locator("form[data-deliberate] button:enabled").click();
            ben.page().locator(".leaving").waitFor();
            check(ben, view, gateway + "/app/me/erasure?site=demo", "erasure waits", ".leaving");
            check(ben, view, gateway + "/app/me?site=demo", "me leaving", ".leaving");
            ben.page().locator(".leaving button:enabled").click();
            ben.page().locator(".leaving").waitFor(gone());
        }
    }

    private static Locator.WaitForOptions gone() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
    }

    /** Typed into the address bar it is nobody's; the question is for those whom another website sent. */
    private static String signOutFromElsewhere(String gateway) {
        return "data:text/html,<meta http-equiv=refresh content='0;url=" + gateway
                + "/session/sign-out?site=demo%26return=/'>";
    }

    private static void picture(Page page, String name, View view) {
        var file = name.replace(' ', '-') + "-" + view.name().toLowerCase(Locale.ROOT);
        page.screenshot(new ScreenshotOptions().setPath(Stage.picture(file)));
    }

    static void check(Visitor visitor, View view, String address, String name, String ready) {
        visitor.page().navigate(address);
        check(visitor, view, name, ready);
    }

    /** The page on which somebody is. */
    static void check(Visitor visitor, View view, String name, String ready) {
        Page page = visitor.page();
        page.locator(ready).first().waitFor();
        // Cards are light on a light site; here they follow the view.
        page.evaluate("document.documentElement.dataset.colors = 'auto'");
        page.screenshot(new ScreenshotOptions()
                .setPath(
                        Stage.picture(name.replace(' ', '-') + "-" + view.name().toLowerCase(Locale.ROOT))));
        // A card inside is checked by itself: from outside, its landmarks count as doubles of the page's.
        var axe = new AxeBuilder(page).withTags(RULES).exclude("cloakroom-card iframe");
        var violations = axe.analyze().getViolations();
        assertThat(violations)
                .as(name)
                .extracting(
                        rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
                .isEmpty();
        var scrolls = (boolean) page.evaluate("document.documentElement.scrollWidth > innerWidth");
        assertThat(scrolls).as(name + " scrolls sideways").isFalse();
    }
}
