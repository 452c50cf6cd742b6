package io.cloakroom.gateway;

import static io.cloakroom.gateway.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Headers;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import io.cloakroom.seal.KeyLookup;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The staff at their console: they find, see, unmask and write what a rule allows for a purpose, and all of it is accounted for. */
class ConsoleStoryTest {
    private static final String CONSOLE = "staff.example.test";
    private static final String COOKIE = "__Host-cloakroom-staff";
    private static final String ADA = "/console/members/ada";
    private static final String CONTACT = ADA + "/records/contact-details";
    private static final String PROFILE = ADA + "/records/medical-profile";
    private static final String LEDGER = ADA + "/ledger";
    private static final String ASKED = "?purpose=member%20asked";
    private static final String VISIT = "?purpose=care%20visit";
    private static final String PHONE = "030-canary-phone";
    private static final String BLOOD = "canary-blood";
    private static final String NUMBER = "DE-canary-2233";

    private final House house = new House();
    private final House.Browser sam = house.new Browser(CONSOLE);

    @BeforeEach
    void people() {
        house.pool.add("ada", "ada@example.test");
        house.pool.say("sam", List.of("staff"), List.of("pwd", "otp", "mfa"));
        house.pool.say("cara", List.of("care", "choir"), List.of("pwd", "otp", "mfa"));
        house.write("ada", "contact-details", "self", Map.of("phone", PHONE));
        house.write("ada", "medical-profile", "self", Map.of("blood_group", BLOOD, "insurance_number", NUMBER));
    }

    private void signedIn(String sub) {
        assertThat(sam.signInAtConsole(sub).status()).isEqualTo(200);
        house.forgetStaffEntries();
    }

    private Response open(String address) {
        return sam.open(address, "same-origin");
    }

    private Response post(String address, Map<String, String> form, String from) {
        return sam.post(address, form, from);
    }

    private Response post(String address, Map<String, String> form) {
        return post(address, form, "same-origin");
    }

    private Map<String, String> formAt(String address) {
        var page = text(open(address));
        var values = new LinkedHashMap<String, String>();
        var inputs =
                Pattern.compile("name=\"([^\"]+)\"[^>]* value=\"([^\"]*)\"").matcher(page);
        while (inputs.find()) values.put(inputs.group(1), inputs.group(2));
        var areas =
                Pattern.compile("name=\"(f[^\"]+)\"[^>]*>([^<]*)</textarea>").matcher(page);
        while (areas.find()) values.put(areas.group(1), areas.group(2));
        return values;
    }

    private Entry onlyEntry() {
        assertThat(house.staffEntries()).hasSize(1);
        return house.staffEntries().getFirst();
    }

    private static List<String> fields(Entry entry) {
        return entry.subject().map(Subject::fields).orElse(List.of()).stream()
                .map(FieldName::value)
                .toList();
    }

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
        assertThat(onlyEntry().act()).isEqualTo(Act.SIGN_IN);
        assertThat(onlyEntry().actor()).isEqualTo(new Actor.Staff(new MemberId("sam")));
        assertThat(text(open("/console"))).contains("Find a member", "Name of sam");
        house.advance(Duration.ofMinutes(14).plusSeconds(59));
        assertThat(open("/console").status()).isEqualTo(200);
        house.advance(Duration.ofMinutes(15));
        assertThat(open("/console").status()).isEqualTo(401);
    }

    @Test
    void session_eightHours_endsWhateverHappens() {
        signedIn("sam");
        for (var i = 0; i < 47; i++) {
            house.advance(Duration.ofMinutes(10));
            assertThat(open("/console").status()).isEqualTo(200);
        }
        house.advance(Duration.ofMinutes(10));
        assertThat(open("/console").status()).isEqualTo(401);
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
        assertThat(onlyEntry().refusal()).contains("forbidden");
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

        assertThat(onlyEntry().refusal()).contains("forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"choir|mfa", "staff|pwd"})
    void session_groupOrFactorTakenAway_endsWhenThePoolIsNextAsked(String said) {
        signedIn("sam");
        house.pool.say("sam", List.of(said.split("[|]", -1)[0]), List.of(said.split("[|]", -1)[1]));
        assertThat(open("/console").status()).isEqualTo(200);

        house.advance(Duration.ofMinutes(6));

        assertThat(open("/console").status()).isEqualTo(401);
        assertThat(house.sessions.of(new MemberId("sam"))).isEmpty();
    }

    @Test
    void session_givenAnotherGroup_hasItsRulesFromTheNextCheckOn() {
        signedIn("sam");
        assertThat(open(PROFILE + VISIT).status()).isEqualTo(403);
        house.pool.say("sam", List.of("care"), List.of("pwd", "mfa"));
        house.advance(Duration.ofMinutes(6));

        assertThat(open(PROFILE + VISIT).status()).isEqualTo(200);
        assertThat(open(CONTACT + ASKED).status()).isEqualTo(404);
    }

    @Test
    void session_poolDown_isNotOver() {
        signedIn("sam");
        house.advance(Duration.ofMinutes(6));
        house.pool.fail(new Unavailable("user pool", new RuntimeException()));
        assertThat(open("/console").status()).isEqualTo(503);
        house.pool.fail(null);
        assertThat(open("/console").status()).isEqualTo(200);
    }

    @Test
    void sessions_ofMemberAndStaff_openNothingOnTheOthersHost() {
        signedIn("sam");
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
        assertThat(open("/console").status()).isEqualTo(401);
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
        signedIn("sam");
        var elsewhere = sam.at(host);

        assertThat(elsewhere.open("/console", "same-origin").status()).isEqualTo(404);
        assertThat(elsewhere.open(CONTACT + ASKED, "same-origin").status()).isEqualTo(404);
    }

    @Test
    void console_byTwoHostsAtOnce_isNotThere() {
        signedIn("sam");
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
        signedIn("sam");

        var page = text(post("/session/sign-out", Map.of()));

        assertThat(page)
                .contains("https://pool.cognito.test/logout?client_id=console&amp;logout_uri=https%3A%2F%2Fstaff.");
        assertThat(sam.cookies).doesNotContainKey(COOKIE);
        assertThat(house.sessions.of(new MemberId("sam"))).isEmpty();
        assertThat(post("/session/sign-out", Map.of(), "same-site").status()).isEqualTo(400);
    }

    @Test
    void pages_forGroupsWithoutAnyRule_sayThatThereIsNothingToDoAndFindNobody() {
        house.pool.say("dan", List.of("desk"), List.of("pwd", "mfa"));
        signedIn("dan");

        var answers = List.of(
                open("/console"),
                open(ADA),
                post("/console/find", Map.of("by", "email", "value", "ada@example.test")),
                post("/console/find", Map.of("by", "id", "value", "ada")));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(text(answer))
                    .contains("no collection has a rule for your groups", "Sign in with another account")
                    .doesNotContain("Name of ada");
        });
        house.pool.say("dan", List.of("desk", "care"), List.of("pwd", "mfa"));
        house.advance(Duration.ofMinutes(6));
        assertThat(open("/console").status()).isEqualTo(200);
    }

    @Test
    void find_byAddressOrId_isAccountedForWithWhomItFound() {
        signedIn("sam");

        assertThat(text(post("/console/find", Map.of("by", "email", "value", " ada@example.test "))))
                .contains("One member found", "href=\"/console/members/ada\"");
        assertThat(onlyEntry().act()).isEqualTo(Act.FIND);
        assertThat(onlyEntry().about()).contains(new MemberId("ada"));
        assertThat(text(post("/console/find", Map.of("by", "id", "value", "ada"))))
                .contains("Name of ada");
        assertThat(text(post("/console/find", Map.of("by", "email", "value", "ada@example"))))
                .contains("Nobody found");
        assertThat(house.staffEntries().getLast().about()).isEmpty();
        assertThat(text(post("/console/find", Map.of("by", "id", "value", "<script>"))))
                .contains("Nobody found");
        assertThat(post("/console/find", Map.of("by", "email", "value", "x".repeat(321)))
                        .status())
                .isEqualTo(422);
        assertThat(post("/console/find", Map.of("by", "phone", "value", "1")).status())
                .isEqualTo(400);
        assertThat(house.staffEntries().getLast().refusal()).contains("bad-request");
    }

    @Test
    void members_ofWhomNobodyKnows_areNotFoundAndGetNoKey() {
        signedIn("sam");
        var answers = new ArrayList<Response>();
        for (var path : List.of("", "/ledger", "/records/contact-details", "/records/contact-details/self/edit")) {
            answers.add(open("/console/members/stranger" + path + ASKED));
        }
        answers.add(post("/console/members/stranger/records/medical-profile/self/unmask" + ASKED, Map.of()));
        var lines = new ArrayList<>(House.fetchMetadata("same-origin", "cors", "empty"));
        lines.add(new Headers.Line("Cloakroom-Purpose", "member asked"));
        answers.add(sam.send("GET", "/app/members/stranger/collections/contact-details", "", lines));

        assertThat(answers).allMatch(answer -> answer.status() == 404);
        assertThat(house.staffEntries())
                .hasSize(answers.size())
                .allMatch(entry -> entry.about().isEmpty() && entry.refusal().equals(Optional.of("not-found")));
        assertThat(house.keys.newest(new MemberId("stranger"))).isInstanceOf(KeyLookup.None.class);
    }

    @Test
    void member_whomThePoolHasForgotten_isStillFound() {
        house.write("dora", "contact-details", "self", Map.of("phone", PHONE));
        signedIn("sam");

        assertThat(text(open("/console/members/dora/records/contact-details" + ASKED)))
                .contains(PHONE);
    }

    @Test
    void find_ledgerDown_tellsNothing() {
        signedIn("sam");
        house.failLedger(true);

        var answer = post("/console/find", Map.of("by", "email", "value", "ada@example.test"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer)).doesNotContain("Name of ada");
    }

    @Test
    void member_purposeFirst_thenWhatItOpens() {
        signedIn("sam");

        assertThat(text(open(ADA)))
                .contains("What for?", "value=\"member asked\"", "value=\"correction\"", "Name of ada")
                .doesNotContain("care visit", "/records/");
        assertThat(text(open(ADA + ASKED)))
                .contains("<strong>member asked</strong>", CONTACT + ASKED, PROFILE + ASKED)
                .doesNotContain("hidden");
        assertThat(text(open(ADA + "?purpose=correction"))).contains(CONTACT).doesNotContain(PROFILE);
        assertThat(text(open(ADA + VISIT))).contains("What for?");
        assertThat(house.staffEntries())
                .allMatch(entry -> entry.act() == Act.FIND && entry.about().equals(Optional.of(new MemberId("ada"))));
    }

    @Test
    void records_forAPurpose_showWhatItsRuleAllowsAndAreAccountedForByName() {
        signedIn("sam");

        var contact = text(open(CONTACT + ASKED));
        assertThat(contact).contains(PHONE, "<strong>member asked</strong>", CONTACT + "/self/edit" + ASKED);
        assertThat(onlyEntry().purpose()).contains("member asked");
        assertThat(fields(onlyEntry())).containsExactly("phone");
        assertThat(onlyEntry().refusal()).isEmpty();

        var profile = text(open(PROFILE + ASKED));
        assertThat(profile).contains("••••2233").doesNotContain(NUMBER, BLOOD, "/edit", "/unmask", "prove");
        assertThat(fields(house.staffEntries().getLast())).containsExactly("greeting", "insurance_number");
        assertThat(house.staffEntries().toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "/records/contact-details?purpose=care%20visit, 403, forbidden",
        "/records/contact-details?purpose=, 403, forbidden",
        "/records/contact-details, 403, forbidden",
        "/records/contact-details?purpose=Member%20asked, 403, forbidden",
        "/records/hidden?purpose=member%20asked, 404, not-found",
        "/records/nothing?purpose=member%20asked, 404, not-found",
        "/records/contact-details/other?purpose=member%20asked, 404, not-found",
        "/records/contact-details/self/edit?purpose=x, 403, forbidden",
        "/records/medical-profile/self/edit?purpose=member%20asked, 403, forbidden",
        "/records/training-plan?purpose=member%20asked, 404, not-found"
    })
    void records_withoutARule_areRefusedAndTheRefusalIsAccountedFor(String address, int status, String code) {
        signedIn("sam");

        var answer = open(ADA + address);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer)).doesNotContain("canary");
        assertThat(onlyEntry().refusal()).contains(code);
        assertThat(onlyEntry().about()).contains(new MemberId("ada"));
        assertThat(fields(onlyEntry())).isEmpty();
    }

    @Test
    void purpose_thatNobodyDeclared_isNoTextOfHerLedgers() {
        signedIn("sam");
        var own = "?purpose=ask%20at%20http://evil.test";

        for (var address : List.of(ADA, CONTACT, CONTACT + "/self/edit", LEDGER)) open(address + own);
        post(PROFILE + "/self/unmask" + own, Map.of());
        var lines = new ArrayList<>(House.fetchMetadata("same-origin", "cors", "empty"));
        lines.add(new Headers.Line("Cloakroom-Purpose", "canary"));
        sam.send("GET", "/app/members/ada/collections/contact-details", "", lines);

        assertThat(house.staffEntries())
                .hasSize(6)
                .allMatch(entry -> entry.purpose().isEmpty());
        open(CONTACT + VISIT);
        assertThat(house.staffEntries().getLast().purpose()).contains("care visit");
    }

    @Test
    void records_ledgerDown_showNothingAndChangeNothing() {
        signedIn("cara");
        var form = formAt(PROFILE + "/self/edit" + VISIT);
        form.put("f.blood_group", "changed");
        house.failLedger(true);

        var answers = List.of(
                open(PROFILE + VISIT),
                open(PROFILE + "/self/edit" + VISIT),
                post(PROFILE + "/self/unmask" + VISIT, Map.of()),
                post(PROFILE + "/self/edit" + VISIT, form),
                open(ADA));

        assertThat(answers).allMatch(answer -> answer.status() == 503);
        assertThat(answers)
                .noneMatch(answer ->
                        text(answer).contains("canary") || text(answer).contains("Name of ada"));
        house.failLedger(false);
        assertThat(text(open(PROFILE + VISIT))).contains(BLOOD);
    }

    @Test
    void unmask_freshlySignedIn_showsWholeHereAndNowhereElse() {
        signedIn("cara");
        assertThat(text(open(PROFILE + VISIT))).contains("••••2233").doesNotContain(NUMBER);
        house.forgetStaffEntries();

        assertThat(text(post(PROFILE + "/self/unmask" + VISIT, Map.of()))).contains(NUMBER, BLOOD);

        assertThat(onlyEntry().act()).isEqualTo(Act.UNMASK);
        assertThat(fields(onlyEntry())).containsExactly("greeting", "blood_group", "insurance_number");
        assertThat(onlyEntry().purpose()).contains("care visit");
        assertThat(text(open(PROFILE + VISIT))).doesNotContain(NUMBER);
    }

    @Test
    void unmask_lastMomentOfAProof_asksForNone() {
        signedIn("cara");
        house.advance(Duration.ofMinutes(5).minusMillis(1));

        assertThat(text(open(PROFILE + VISIT))).contains("Show hidden values").doesNotContain("/session/prove");
        assertThat(text(post(PROFILE + "/self/unmask" + VISIT, Map.of()))).contains(NUMBER);
    }

    @Test
    void unmask_fiveMinutesLater_asksForANewProof() {
        signedIn("cara");
        house.advance(Duration.ofMinutes(5));
        var unmask = PROFILE + "/self/unmask" + VISIT;

        assertThat(post(unmask, Map.of()).status()).isEqualTo(401);
        assertThat(onlyEntry().refusal()).contains("unauthorized");
        var prove = "/session/prove?return=" + URLEncoder.encode(PROFILE + VISIT, StandardCharsets.UTF_8);
        assertThat(text(open(PROFILE + VISIT))).contains(prove);

        house.pool.say("cara", List.of("care"), List.of("pwd"));
        var weak = sam.finishSignIn(open(prove).headers().only("Location").orElseThrow(), "cara");
        assertThat(weak.status()).isEqualTo(403);
        assertThat(post(unmask, Map.of()).status()).isEqualTo(401);

        var another = sam.finishSignIn(open(prove).headers().only("Location").orElseThrow(), "sam");
        assertThat(another.status()).isEqualTo(403);
        assertThat(house.tallied).endsWith("forbidden somebody-else");
        assertThat(post(unmask, Map.of()).status()).isEqualTo(401);

        house.pool.say("cara", List.of("care"), List.of("pwd", "mfa"));
        var page = sam.finishSignIn(open(prove).headers().only("Location").orElseThrow(), "cara");
        assertThat(text(page)).contains("url=" + PROFILE + VISIT);
        assertThat(text(post(unmask, Map.of()))).contains(NUMBER);
    }

    @Test
    void unmask_notInTheRule_isRefusedHoweverFresh() {
        signedIn("sam");

        var answer = post(PROFILE + "/self/unmask" + ASKED, Map.of());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(text(answer)).doesNotContain(NUMBER);
        assertThat(onlyEntry().refusal()).contains("forbidden");
    }

    @Test
    void save_changedField_isThereForTheMemberAndAccountedForFirst() {
        signedIn("cara");
        var form = formAt(PROFILE + "/self/edit" + VISIT);
        assertThat(form).containsKey("f.blood_group").doesNotContainKey("f.insurance_number");
        form.put("f.blood_group", "AB");
        form.put("f.insurance_number", "smuggled");
        house.forgetStaffEntries();

        var saved = post(PROFILE + "/self/edit" + VISIT, form);

        assertThat(saved.status()).isEqualTo(303);
        assertThat(fields(onlyEntry())).containsExactly("blood_group");
        assertThat(onlyEntry().act()).isEqualTo(Act.WRITE);
        assertThat(text(open(saved.headers().only("Location").orElseThrow())))
                .contains("AB", "Saved.", "••••2233")
                .doesNotContain("smuggled");
        assertThat(post(PROFILE + "/self/edit" + VISIT, form).status()).isEqualTo(303);
        form.put("write", "another-write-0123456789");
        house.tallied.clear();
        assertThat(post(PROFILE + "/self/edit" + VISIT, form).status()).isEqualTo(409);
        assertThat(house.staffEntries().getLast().refusal()).contains("conflict");
        // One page is made of it, the form.
        assertThat(house.tallied).isEmpty();
    }

    @Test
    void save_ofAMemberWhoIsErasedMeanwhile_isRefused() {
        signedIn("cara");
        var form = formAt(PROFILE + "/self/edit" + VISIT);
        house.keys.bury(new MemberId("ada"), House.NOON);

        assertThat(post(PROFILE + "/self/edit" + VISIT, form).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-site", "cross-site"})
    void pages_openedFromAnotherWebsite_showNothingAndAccountForNothing(String from) {
        signedIn("cara");

        for (var address : List.of("/console", ADA, PROFILE + VISIT, PROFILE + "/self/edit" + VISIT)) {
            assertThat(sam.open(address, from).status()).as(address).isEqualTo(400);
        }
        assertThat(post(PROFILE + "/self/unmask" + VISIT, Map.of(), from).status())
                .isEqualTo(400);
        assertThat(post("/console/find", Map.of("by", "id", "value", "ada"), from)
                        .status())
                .isEqualTo(400);
        assertThat(house.staffEntries()).isEmpty();
    }

    @Test
    void pages_noneOfThem_canBeFramed() {
        signedIn("cara");

        for (var address : List.of("/console", ADA + VISIT, PROFILE + VISIT, PROFILE + "/self/edit" + VISIT)) {
            var policy = open(address).headers().only("Content-Security-Policy").orElseThrow();
            assertThat(policy).contains("frame-ancestors 'none'", "form-action 'self'");
            assertThat(open(address).headers().only("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void data_byScriptOfOurs_isTheSameDecisionAndTheSameEntry() {
        signedIn("sam");
        var lines = new ArrayList<>(House.fetchMetadata("same-origin", "cors", "empty"));
        lines.add(new Headers.Line("Cloakroom-Purpose", "member asked"));

        var answer = sam.send("GET", "/app/members/ada/collections/medical-profile/self", "", lines);

        assertThat(text(answer))
                .contains("\"value\":\"••••2233\",\"masked\":true")
                .doesNotContain(BLOOD, NUMBER);
        assertThat(onlyEntry().purpose()).contains("member asked");
        assertThat(fields(onlyEntry())).containsExactly("greeting", "insurance_number");
        var other = new ArrayList<>(House.fetchMetadata("same-origin", "cors", "empty"));
        assertThat(sam.send("GET", "/app/members/ada/collections/contact-details", "", other)
                        .status())
                .isEqualTo(400);
        other.add(new Headers.Line("Cloakroom-Purpose", "curiosity"));
        assertThat(sam.send("GET", "/app/members/ada/collections/contact-details", "", other)
                        .status())
                .isEqualTo(403);
        var sibling = new ArrayList<>(House.fetchMetadata("same-site", "cors", "empty"));
        sibling.add(new Headers.Line("Cloakroom-Purpose", "member asked"));
        assertThat(sam.send("GET", "/app/members/ada/collections/contact-details", "", sibling)
                        .status())
                .isEqualTo(400);
        assertThat(sam.send("POST", "/app/members/ada/collections/contact-details/self", "", lines)
                        .status())
                .isEqualTo(405);
    }

    @Test
    void list_longerThanAPage_goesOnWithACursorThatIsHersAlone() {
        var many = new House("""
                  diary:
                    sites: demo
                    records: many
                    staff: {staff: {reads: sensitive, purposes: member asked}}
                    fields: {x: {title: X}}
                """);
        many.pool.say("sam", List.of("staff"), List.of("mfa"));
        many.pool.add("eve", "eve@example.test");
        for (var i = 0; i < 101; i++) many.write("ada", "diary", String.format("r%03d", i), Map.of("x", "v" + i));
        var staff = many.new Browser(CONSOLE);
        staff.signInAtConsole("sam");
        var list = "/console/members/ada/records/diary" + ASKED;

        var page = text(staff.open(list, "same-origin"));
        assertThat(page).contains(">v99<").doesNotContain(">v100<");
        var more = Pattern.compile("href=\"([^\"]+cursor=[^\"]+)\"").matcher(page);
        assertThat(more.find()).isTrue();
        var next = more.group(1).replace("&amp;", "&");
        assertThat(text(staff.open(next, "same-origin"))).contains(">v100<");
        assertThat(staff.open(next.replace("/ada/", "/eve/"), "same-origin").status())
                .isEqualTo(400);
    }

    private void done(String actor, Act act, Optional<String> collection, String purpose) {
        var subject = collection.map(
                id -> new Subject(new CollectionId(id), Optional.empty(), List.of(new FieldName("greeting"))));
        house.services
                .ledger()
                .write(new Entry(
                        house.clock.instant(),
                        new Actor.Staff(new MemberId(actor)),
                        act,
                        Optional.of(new MemberId("ada")),
                        subject,
                        Optional.of(purpose),
                        Optional.empty(),
                        "r"));
        house.advance(Duration.ofMillis(1));
    }

    @Test
    void ledger_forAPurpose_showsWhatItsCollectionsSayAndIsAccountedForFirst() {
        done("cara-0000-1234", Act.READ, Optional.of("medical-profile"), "a <visit>");
        done("cara-0000-1234", Act.WRITE, Optional.of("hidden"), "canary-purpose");
        done("cara-0000-1234", Act.EXPORT, Optional.empty(), "asked");
        signedIn("sam");
        assertThat(text(open(ADA))).doesNotContain("/ledger");
        assertThat(text(open(ADA + ASKED))).contains("href=\"" + LEDGER + ASKED);
        house.forgetStaffEntries();

        var page = text(open(LEDGER + ASKED));

        assertThat(page)
                .containsSubsequence(
                        "Staff (cara-0000-1234)",
                        "took a copy of her data",
                        "looked at Medical profile: Greeting",
                        "Reason given: a &lt;visit&gt;")
                .doesNotContain("<visit>", "hidden", "canary-purpose", "your data", "<strong>You<");
        assertThat(onlyEntry().act()).isEqualTo(Act.LEDGER_READ);
        assertThat(onlyEntry().actor()).isEqualTo(new Actor.Staff(new MemberId("sam")));
        assertThat(onlyEntry().about()).contains(new MemberId("ada"));
        assertThat(onlyEntry().purpose()).contains("member asked");
        assertThat(text(open(LEDGER + "?purpose=correction"))).doesNotContain("Medical profile", "&lt;visit&gt;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?purpose=care%20visit", "?purpose=", "", "?purpose=Member%20asked", "?purpose=%3Cb%3E"})
    void ledger_withoutARuleForThePurpose_isRefusedAndTheRefusalIsAccountedFor(String query) {
        done("cara", Act.EXPORT, Optional.empty(), "canary");
        signedIn("sam");

        var answer = open(LEDGER + query);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(text(answer)).doesNotContain("canary", "took a copy", "<b>");
        assertThat(onlyEntry().act()).isEqualTo(Act.LEDGER_READ);
        assertThat(onlyEntry().about()).contains(new MemberId("ada"));
        assertThat(onlyEntry().refusal()).contains("forbidden");
    }

    @Test
    void ledger_ofNobodyOrFromNowhere_showsNothing() {
        done("cara", Act.EXPORT, Optional.empty(), "asked");
        signedIn("sam");

        house.pool.add("eve", "eve@example.test");
        assertThat(text(open("/console/members/eve/ledger" + ASKED)))
                .contains("There is nothing here that you may see");
        assertThat(open("/console/members/" + "x".repeat(129) + "/ledger" + ASKED)
                        .status())
                .isEqualTo(404);
        assertThat(open(LEDGER + ASKED + "&before=x").status()).isEqualTo(404);
        assertThat(house.staffEntries().getLast().refusal()).contains("not-found");
    }

    @Test
    void ledger_thatCannotBeWritten_isNotShown() {
        done("cara", Act.EXPORT, Optional.empty(), "canary");
        signedIn("sam");
        house.failLedger(true);

        var answer = open(LEDGER + ASKED);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer)).doesNotContain("canary", "took a copy");
    }

    @Test
    void ledger_longerThanAPage_goesOnForTheSamePurpose() {
        for (var i = 0; i < 31; i++) done("cara", Act.EXPORT, Optional.empty(), "number " + i + ".");
        signedIn("sam");

        var page = text(open(LEDGER + ASKED));
        assertThat(page).contains("number 30.", "number 1.").doesNotContain("number 0.");
        var more = Pattern.compile("href=\"([^\"]+before=[^\"]+)\"").matcher(page);
        assertThat(more.find()).isTrue();
        var next = more.group(1).replace("&amp;", "&");
        assertThat(next).startsWith(LEDGER + ASKED);
        assertThat(text(open(next))).contains("number 0.").doesNotContain("number 1.");
    }

    @Test
    void limit_tooManyRequestsOfOne_waitsAndNobodyElseDoes() {
        signedIn("sam");
        for (var i = 0; i < 100; i++) assertThat(open("/console").status()).isEqualTo(200);

        assertThat(open("/console").status()).isEqualTo(429);
        assertThat(post("/console/find", Map.of("by", "id", "value", "ada")).status())
                .isEqualTo(429);
        var cara = house.new Browser(CONSOLE);
        cara.signInAtConsole("cara");
        assertThat(cara.open("/console", "same-origin").status()).isEqualTo(200);
        house.advance(Duration.ofMinutes(1));
        assertThat(open("/console").status()).isEqualTo(200);
    }
}
