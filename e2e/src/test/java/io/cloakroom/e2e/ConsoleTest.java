package io.cloakroom.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.cloakroom.e2e.PagesTest.View;
import io.cloakroom.local.demo.Cast;
import io.cloakroom.local.demo.LocalSystem.Plan;
import io.cloakroom.local.process.Teardown;
import io.cloakroom.local.state.Ports;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/** The staff's console in a real browser: sam looks after ada's data, and nobody gets in who should not. */
@Tag("browser")
class ConsoleTest {
    private static final String COOKIE = "__Host-cloakroom-staff";

    private static Stage stage;

    @BeforeAll
    static void open() throws IOException {
        stage = Stage.open(Ports.free(), Plan::withoutWordPress);
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    /** Sam may have written there. */
    @AfterEach
    void contactDetailsAsTheyWere() {
        var ada = new MemberId(stage.system.sub("ada"));
        var contact = stage.system
                .config()
                .gateway()
                .collections()
                .find("contact-details")
                .orElseThrow();
        var values = new HashMap<FieldName, String>();
        Cast.find("ada").orElseThrow().records().stream()
                .filter(entry -> entry.collection().equals("contact-details"))
                .forEach(entry -> entry.fields().forEach((name, value) -> values.put(new FieldName(name), value)));
        var put = stage.system.withParts((parts, services) -> {
            var version = parts.records()
                    .find(ada, contact.id(), RecordId.SELF)
                    .orElseThrow()
                    .version();
            return services.vault().write(ada, contact, RecordId.SELF, version, values);
        });
        assertThat(put).isEqualTo(RecordStore.Put.DONE);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static String console() {
        return stage.system.staffUrl() + "/console";
    }

    /** From the console's own page to the pool, with the password. */
    private static Page typePassword(Visitor visitor, String name) {
        var page = visitor.page();
        page.navigate(console());
        page.getByRole(AriaRole.LINK, named("Sign in")).click();
        page.waitForURL(url -> url.startsWith(stage.system.poolUrl()));
        page.locator("input[name=username]").fill(name);
        page.locator("input[name=password]").fill(stage.system.passphrase().reveal());
        page.locator("button[type=submit]").click();
        return page;
    }

    private static Page signIn(Visitor visitor) {
        var page = typePassword(visitor, "sam");
        typeCode(page);
        page.waitForURL(console());
        return page;
    }

    /** A code works once: the clock goes on to the next, and never back, also between two tests. */
    private static void typeCode(Page page) {
        stage.clock.ahead(stage.clock.ahead().plus(Duration.ofSeconds(31)));
        page.locator("input[name=code]").fill(stage.system.authenticator("sam").code(stage.clock.instant()));
        page.getByRole(AriaRole.BUTTON, named("Confirm")).click();
    }

    private static void find(Page page) {
        page.locator("#value").fill("ada@example.test");
        page.getByRole(AriaRole.BUTTON, Stage.exactly("Find")).click();
        page.getByRole(AriaRole.LINK, named("Ada Lindqvist")).click();
    }

    private static void findByField(Page page, String value) {
        page.getByLabel("What for?").selectOption("member asked");
        page.locator("#field").selectOption("medical-profile.insurance_number");
        page.locator("#field-value").fill(value);
        page.getByRole(AriaRole.BUTTON, named("Find by this")).click();
    }

    private static Locator value(Page page, String title) {
        return page.locator("dt", new Page.LocatorOptions().setHasText(title)).locator("xpath=following-sibling::dd");
    }

    private static boolean isIn(Visitor visitor) {
        return visitor.profile().cookies().stream().anyMatch(cookie -> cookie.name.equals(COOKIE));
    }

    @Test
    void sam_withHisCode_findsSeesUnmasksAndWrites_andAdaSeesIt() {
        try (var sam = stage.visitor();
                var ada = stage.visitor()) {
            var page = signIn(sam);
            find(page);
            page.getByLabel("member asked").check();
            page.getByRole(AriaRole.BUTTON, named("Go on")).click();
            page.getByRole(AriaRole.LINK, named("Medical profile")).click();

            assertThat(page.locator(".purpose")).containsText("member asked");
            assertThat(value(page, "Insurance number")).hasText("••••5561");
            assertThat(page.locator("body")).not().containsText("Penicillin");
            page.getByRole(AriaRole.BUTTON, named("Show hidden values on this page"))
                    .click();
            assertThat(value(page, "Insurance number")).hasText("K482-119-730-5561");
            assertThat(value(page, "Date of birth")).hasText("1984-••-••");

            page.getByRole(AriaRole.LINK, named("All records of Ada Lindqvist")).click();
            page.getByRole(AriaRole.LINK, named("Contact details")).click();
            page.getByRole(AriaRole.LINK, named("Edit")).click();
            assertThat(page.getByLabel("In an emergency")).hasCount(0);
            page.getByLabel("Phone").fill("+46 8 5555 0999");
            page.getByRole(AriaRole.BUTTON, named("Save Contact details of Ada Lindqvist"))
                    .click();
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("Saved.");
            assertThat(value(page, "Phone")).hasText("+46 8 5555 0999");
            assertThat(sam.complaints()).isEmpty();

            ada.signIn("ada", "/my-medical-profile/");
            ada.page().navigate(stage.system.membersUrl() + "/app/me/records/contact-details?site=demo");
            assertThat(value(ada.page(), "Phone")).hasText("+46 8 5555 0999");

            page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
            page.waitForURL(stage.system.staffUrl() + "/session/signed-out");
            assertThat(isIn(sam)).isFalse();
        }
    }

    @Test
    void unmask_laterThanFiveMinutes_wantsPasswordAndCodeAgain() {
        try (var sam = stage.visitor()) {
            var page = signIn(sam);
            stage.clock.ahead(stage.clock.ahead().plus(Duration.ofMinutes(6)));
            find(page);
            page.getByLabel("member asked").check();
            page.getByRole(AriaRole.BUTTON, named("Go on")).click();
            page.getByRole(AriaRole.LINK, named("Medical profile")).click();
            page.getByRole(AriaRole.LINK, named("Sign in again to show hidden values"))
                    .click();
            page.waitForURL(url -> url.startsWith(stage.system.poolUrl()));
            page.locator("input[name=username]").fill("sam");
            page.locator("input[name=password]").fill(stage.system.passphrase().reveal());
            page.locator("button[type=submit]").click();
            typeCode(page);
            page.waitForURL(url -> url.startsWith(console() + "/members/"));
            page.getByRole(AriaRole.BUTTON, named("Show hidden values on this page"))
                    .click();

            assertThat(value(page, "Insurance number")).hasText("K482-119-730-5561");
        }
    }

    @Test
    void member_whoIsNotOfTheStaff_doesNotGetIn() {
        try (var ben = stage.visitor()) {
            var page = typePassword(ben, "ben");
            assertThat(page.locator("body")).containsText("This account does not belong to the staff.");
            assertThat(isIn(ben)).isFalse();
            page.navigate(console());
            assertThat(page.locator("body")).containsText("Sign in to see this.");
        }
    }

    @Test
    void staff_withoutASecondFactor_doNotGetIn() {
        try (var _ = ofTheStaff("cleo");
                var cleo = stage.visitor()) {
            var hers = typePassword(cleo, "cleo");
            assertThat(hers.locator("body")).containsText("The console opens only with a second factor");
            assertThat(isIn(cleo)).isFalse();
        }
    }

    @Test
    void sam_withAnInsuranceNumber_findsWhoseItIsAndSheSeesThatInHerLedger() {
        try (var sam = stage.visitor();
                var ada = stage.visitor()) {
            var page = signIn(sam);
            findByField(page, "K482-119-730-5562");
            assertThat(page.locator(".found")).containsText("Nobody found");
            findByField(page, "K482-119-730-5561");
            assertThat(page.locator(".found")).containsText("One member found");
            assertThat(page.content()).doesNotContain("K482-119-730-5561");
            assertThat(page.url()).doesNotContain("5561");

            page.getByRole(AriaRole.LINK, named("Ada Lindqvist")).click();
            assertThat(page.locator(".purpose")).containsText("member asked");
            page.getByRole(AriaRole.LINK, named("What was done with her data")).click();
            assertThat(page.locator(".acts").first())
                    .containsText("looked for the member, by Medical profile: Insurance number");
            assertThat(sam.complaints()).isEmpty();

            ada.signIn("ada", "/my-medical-profile/");
            ada.page().navigate(stage.system.membersUrl() + "/app/me/ledger?site=demo");
            assertThat(ada.page().locator(".acts").first())
                    .containsText("looked for you, by Medical profile: Insurance number");
            assertThat(ada.page().content()).doesNotContain("5561");
        }
    }

    /** Puts somebody into the group of the staff, until it is closed. */
    private static Teardown ofTheStaff(String name) {
        var teardown = Teardown.atExit();
        var cognito = teardown.add(cognito());
        var id = cognito.listUserPools(list -> list.maxResults(1))
                .userPools()
                .getFirst()
                .id();
        cognito.adminAddUserToGroup(add -> add.userPoolId(id).username(name).groupName("staff"));
        teardown.add(() -> cognito.adminRemoveUserFromGroup(
                remove -> remove.userPoolId(id).username(name).groupName("staff")));
        return teardown;
    }

    private static CognitoIdentityProviderClient cognito() {
        var pool = stage.system.pool();
        var key = pool.adminKey();
        var credentials = AwsBasicCredentials.create(
                key.accessKeyId(), key.secretAccessKey().reveal());
        return CognitoIdentityProviderClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + pool.port()))
                .region(Region.of(pool.region()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void everyPage_inThisView_isAccessible(View view) {
        try (var sam = new Visitor(stage.chromium, stage.system, view.options())) {
            PagesTest.check(sam, view, console(), "console signed out", "h1");
            signIn(sam);
            PagesTest.check(sam, view, console(), "console find", "#value");
            findByField(sam.page(), "K482-119-730-5561");
            PagesTest.check(sam, view, "console found by field", ".found a");
            findByField(sam.page(), "x".repeat(321));
            PagesTest.check(sam, view, "console field fault", "#field-fault");
            var ada = console() + "/members/" + stage.system.sub("ada");
            var asked = "?purpose=member%20asked";
            PagesTest.check(sam, view, ada, "console purpose", "fieldset");
            PagesTest.check(sam, view, ada + asked, "console member", ".places a");
            PagesTest.check(sam, view, ada + "/records/medical-profile" + asked, "console records", "dl");
            PagesTest.check(sam, view, ada + "/records/contact-details/self/edit" + asked, "console edit", "textarea");
            PagesTest.check(sam, view, ada + "/ledger" + asked, "console ledger", ".acts");
            PagesTest.check(sam, view, ada + "/records/training-plan" + asked, "console not found", "h1");
        }
    }
}
