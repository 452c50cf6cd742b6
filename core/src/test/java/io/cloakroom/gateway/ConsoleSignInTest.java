package io.cloakroom.gateway;

import static io.cloakroom.gateway.ConsoleScene.ADA;
import static io.cloakroom.gateway.ConsoleScene.ASKED;
import static io.cloakroom.gateway.ConsoleScene.CONSOLE;
import static io.cloakroom.gateway.ConsoleScene.CONTACT;
import static io.cloakroom.gateway.ConsoleScene.COOKIE;
import static io.cloakroom.gateway.ConsoleScene.PROFILE;
import static io.cloakroom.gateway.ConsoleScene.VISIT;
import static io.cloakroom.gateway.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Headers;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The staff sign in at their console, with two factors and for their own time, and nobody else does. */
class ConsoleSignInTest {
    private final ConsoleScene scene = new ConsoleScene();
    private final House house = scene.house;
    private final House.Browser sam = scene.sam;

    @Test
    void signIn_staffWithTwoFactors_isInForItsOwnTimeWithItsOwnCookie() {
        var address =
                sam.open("/session/sign-in", "none").headers().only("Location").orElseThrow();
        assertThat(address)
                .contains("client_id=console&", "redirect_uri=https%3A%2F%2Fstaff.example.test%2Fsession%2Fcallback")
                .contains("acr_values=urn%3Acognito%3Aloa%3A4+urn%3Acognito%3Aloa%3A3", "prompt=login");

        var page = sam.finishSignIn(address, "sam");

        assertThat(text(page)).contains("0; url=/console");
        assertThat(sam.cookies.keySet()).containsExactly(COOKIE);
        assertThat(page.headers().all("Set-Cookie").getFirst()).contains("Secure; HttpOnly; SameSite=Strict");
        assertThat(scene.onlyEntry().act()).isEqualTo(Act.SIGN_IN);
        assertThat(scene.onlyEntry().actor()).isEqualTo(new Actor.Staff(new MemberId("sam")));
        assertThat(text(scene.open("/console"))).contains("Find a member", "Name of sam");
        house.advance(Duration.ofMinutes(14).plusSeconds(59));
        assertThat(scene.open("/console").status()).isEqualTo(200);
        house.advance(Duration.ofMinutes(15));
        assertThat(scene.open("/console").status()).isEqualTo(401);
    }

    @Test
    void session_eightHours_endsWhateverHappens() {
        scene.signedIn("sam");
        for (var i = 0; i < 47; i++) {
            house.advance(Duration.ofMinutes(10));
            assertThat(scene.open("/console").status()).isEqualTo(200);
        }
        house.advance(Duration.ofMinutes(10));
        assertThat(scene.open("/console").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            staff  | pwd       | one factor
            staff  | ''        | no word of factors
            staff  | otp,MFA   | another spelling
            choir  | pwd,mfa   | no group of the staff's
            ''     | pwd,mfa   | no group
            """)
    void signIn_withoutSecondFactorOrGroup_getsAPageAndNoSession(String groups, String methods, String why) {
        house.pool.say("sam", List.of(groups.split(",", -1)), List.of(methods.split(",", -1)));

        var answer = sam.signInAtConsole("sam");

        assertThat(answer.status()).as(why).isEqualTo(403);
        assertThat(text(answer)).contains("Sign in with another account").doesNotContain("url=/console");
        assertThat(sam.cookies).doesNotContainKey(COOKIE);
        assertThat(house.pool.liveRefreshTokens()).isZero();
        assertThat(house.sessions.of(new MemberId("sam"))).isEmpty();
        assertThat(scene.onlyEntry().refusal()).contains("forbidden");
    }

    @Test
    void signIn_thatThePoolRemembered_countsForNothing() {
        house.pool.remember(House.NOON.minusSeconds(31));

        assertThat(sam.signInAtConsole("sam").status()).isEqualTo(400);

        assertThat(sam.cookies).doesNotContainKey(COOKIE);
        assertThat(house.pool.liveRefreshTokens()).isZero();
    }

    @Test
    void signIn_ledgerDown_nobodyGetsIn() {
        house.failLedger(true);

        assertThat(sam.signInAtConsole("sam").status()).isEqualTo(503);

        assertThat(sam.cookies).doesNotContainKey(COOKIE);
        assertThat(house.sessions.of(new MemberId("sam"))).isEmpty();
        assertThat(house.pool.liveRefreshTokens()).isZero();
    }

    @Test
    void signIn_ofAStrangerWhileTheLedgerIsDown_leavesNoTokenAlive() {
        house.failLedger(true);

        assertThat(sam.signInAtConsole("stranger").status()).isEqualTo(503);

        assertThat(house.pool.liveRefreshTokens()).isZero();
    }

    @Test
    void signIn_ofAStrangerWhoseTokenCannotBeTakenBack_isAccountedForAllTheSame() {
        house.pool.failRevoking(new Unavailable("user pool", new RuntimeException()));

        assertThat(sam.signInAtConsole("stranger").status()).isEqualTo(503);

        assertThat(scene.onlyEntry().refusal()).contains("forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"choir|mfa", "staff|pwd"})
    void session_groupOrFactorTakenAway_endsWhenThePoolIsNextAsked(String said) {
        scene.signedIn("sam");
        house.pool.say("sam", List.of(said.split("[|]", -1)[0]), List.of(said.split("[|]", -1)[1]));
        assertThat(scene.open("/console").status()).isEqualTo(200);

        house.advance(Duration.ofMinutes(6));

        assertThat(scene.open("/console").status()).isEqualTo(401);
        assertThat(house.sessions.of(new MemberId("sam"))).isEmpty();
    }

    @Test
    void session_givenAnotherGroup_hasItsRulesFromTheNextCheckOn() {
        scene.signedIn("sam");
        assertThat(scene.open(PROFILE + VISIT).status()).isEqualTo(403);
        house.pool.say("sam", List.of("care"), List.of("pwd", "mfa"));
        house.advance(Duration.ofMinutes(6));

        assertThat(scene.open(PROFILE + VISIT).status()).isEqualTo(200);
        assertThat(scene.open(CONTACT + ASKED).status()).isEqualTo(404);
    }

    @Test
    void session_poolDown_isNotOver() {
        scene.signedIn("sam");
        house.advance(Duration.ofMinutes(6));
        house.pool.fail(new Unavailable("user pool", new RuntimeException()));
        assertThat(scene.open("/console").status()).isEqualTo(503);
        house.pool.fail(null);
        assertThat(scene.open("/console").status()).isEqualTo(200);
    }

    @Test
    void sessions_ofMemberAndStaff_openNothingOnTheOthersHost() {
        scene.signedIn("sam");
        var member = house.new Browser();
        member.signIn("sam");
        var stolen = member.cookies.get("__Host-cloakroom-demo");
        var console = sam.cookies.get(COOKIE);

        member.cookies.clear();
        member.cookies.put("__Host-cloakroom-demo", console);
        member.cookies.put(COOKIE, console);
        assertThat(member.open("/app/me?site=demo").status()).isEqualTo(401);
        assertThat(member.open("/app/me?site=staff").status()).isEqualTo(404);
        assertThat(member.open("/console", "same-origin").status()).isEqualTo(404);
        sam.cookies.put(COOKIE, stolen);
        assertThat(scene.open("/console").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"staff.example.test", "STAFF.Example.test"})
    void console_byItsHostInAnySpelling_answersAndTheMembersPagesDoNot(String host) {
        var browser = house.new Browser(host);

        assertThat(browser.open("/console", "none").status()).isEqualTo(401);
        assertThat(browser.open("/app/me?site=demo", "none").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "members.example.test",
                "staff.example.test:443",
                "staff.example.test.",
                "x.staff.example.test",
                "staff.example.test.evil.test",
                "staff.example.tes",
                ""
            })
    void console_byAnyOtherHost_isNotThereEvenWithItsCookie(String host) {
        scene.signedIn("sam");
        var elsewhere = sam.at(host);

        assertThat(elsewhere.open("/console", "same-origin").status()).isEqualTo(404);
        assertThat(elsewhere.open(CONTACT + ASKED, "same-origin").status()).isEqualTo(404);
    }

    @Test
    void console_byTwoHostsAtOnce_isNotThere() {
        scene.signedIn("sam");
        var lines = new ArrayList<>(House.fetchMetadata("same-origin", "navigate", "document"));
        lines.add(new Headers.Line("Host", "members.example.test"));

        assertThat(sam.send("GET", "/console", "", lines).status()).isEqualTo(404);
    }

    @Test
    void console_thatIsNotDeclared_answersNowhere() {
        var plain = House.withoutConsole();
        var browser = plain.new Browser(CONSOLE);

        assertThat(browser.open("/console", "none").status()).isEqualTo(404);
        assertThat(plain.gateway.staffAddresses()).isEmpty();
    }

    @Test
    void signOut_formOfOurs_endsSessionHereAndGoesOnToThePool() {
        scene.signedIn("sam");

        var page = text(scene.post("/session/sign-out", Map.of()));

        assertThat(page)
                .contains("https://pool.cognito.test/logout?client_id=console&amp;logout_uri=https%3A%2F%2Fstaff.");
        assertThat(sam.cookies).doesNotContainKey(COOKIE);
        assertThat(house.sessions.of(new MemberId("sam"))).isEmpty();
        assertThat(sam.post("/session/sign-out", Map.of(), "same-site").status())
                .isEqualTo(400);
    }

    @Test
    void pages_forGroupsWithoutAnyRule_sayThatThereIsNothingToDoAndFindNobody() {
        house.pool.say("dan", List.of("desk"), List.of("pwd", "mfa"));
        scene.signedIn("dan");

        var answers = List.of(
                scene.open("/console"),
                scene.open(ADA),
                scene.post("/console/find", Map.of("by", "email", "value", "ada@example.test")),
                scene.post("/console/find", Map.of("by", "id", "value", "ada")));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(text(answer))
                    .contains("no collection has a rule for your groups", "Sign in with another account")
                    .doesNotContain("Name of ada");
        });
        house.pool.say("dan", List.of("desk", "care"), List.of("pwd", "mfa"));
        house.advance(Duration.ofMinutes(6));
        assertThat(scene.open("/console").status()).isEqualTo(200);
    }

    @Test
    void limit_tooManyRequestsOfOne_waitsAndNobodyElseDoes() {
        scene.signedIn("sam");
        for (var i = 0; i < 100; i++)
            assertThat(scene.open("/console").status()).isEqualTo(200);

        assertThat(scene.open("/console").status()).isEqualTo(429);
        assertThat(scene.post("/console/find", Map.of("by", "id", "value", "ada"))
                        .status())
                .isEqualTo(429);
        var cara = house.new Browser(CONSOLE);
        cara.signInAtConsole("cara");
        assertThat(cara.open("/console", "same-origin").status()).isEqualTo(200);
        house.advance(Duration.ofMinutes(1));
        assertThat(scene.open("/console").status()).isEqualTo(200);
    }
}
