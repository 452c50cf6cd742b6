package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.member.MemberId;
import io.cloakroom.memberful.SmallMemberful;
import io.cloakroom.membership.Facts;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.membership.Term;
import io.cloakroom.site.SiteId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What membership systems tell the gateway without a site in between, up to a card. */
class HookStoryTest {
    private static final SiteId DEMO = new SiteId("demo");
    private static final String SUBSCRIBED =
            "{\"event\":\"subscription.created\",\"subscription\":{\"id\":31,\"active\":true,\"member\":{\"id\":5}}}";
    private static final String GOLD =
            "{\"id\":31,\"active\":true,\"autorenew\":true,\"expiresAt\":1798000000,\"pass\":{\"id\":7,\"name\":\"Gold\"}}";

    private final SmallMemberful small = new SmallMemberful();
    private final House house = new House("""
              confirmed:
                sites: demo
                deliveries: [card]
                asks-for: {any-of: ["memberpress:gold"], confirmed-by: memberful}
                fields: {x: {title: X}}
              memberful-alone:
                sites: demo
                deliveries: [card]
                asks-for: {any-of: ["memberful:7"]}
                fields: {x: {title: X}}
            """, """
                memberful: {url: "%s", webhook-secret: whsec, api-key: apikey}
                memberpress: {webhook-key: mpkey}
            """.formatted(small.url()));

    private final House.Browser ada = house.new Browser();

    @BeforeEach
    void fill() {
        house.write("ada", "confirmed", "self", Map.of("x", "y"));
        house.write("ada", "memberful-alone", "self", Map.of("x", "y"));
    }

    @AfterEach
    void close() {
        small.close();
    }

    private Response memberful(String body, String signature) {
        return hook("memberful", body, new Headers.Line("X-Memberful-Webhook-Signature", signature));
    }

    private Response memberful(String body) {
        return memberful(body, SmallMemberful.signature(body, SmallMemberful.SECRET));
    }

    private Response hook(String source, String body, Headers.Line... lines) {
        var path = "/v1/hooks/" + source + "/demo";
        return house.send(new Request("id", "POST", path, "", new Headers(List.of(lines)), Body.of(body), "127.0.0.1"));
    }

    private int card(String collection) {
        return ada.fetchCard("/app/me/collections/" + collection).status();
    }

    @Test
    void memberful_proofOfTheSameAddress_opensWithoutAnyWordOfTheSite() {
        small.member(5, "Ada@Example.test", GOLD);
        ada.signIn("ada");
        assertThat(card("memberful-alone")).isEqualTo(403);
        assertThat(memberful(SUBSCRIBED).status()).isEqualTo(200);
        assertThat(card("memberful-alone")).isEqualTo(200);
        house.advance(Duration.ofMinutes(1));
        small.member(5, "ada@example.test", GOLD.replace("true,\"autorenew", "false,\"autorenew"));
        memberful(SUBSCRIBED);
        assertThat(card("memberful-alone")).isEqualTo(403);
    }

    @Test
    void memberful_toldBeforeSheSignedIn_waitsForHer() {
        small.member(5, "ada@example.test", GOLD);
        memberful(SUBSCRIBED);
        ada.signIn("ada");
        assertThat(card("memberful-alone")).isEqualTo(200);
        var eve = house.new Browser();
        eve.signIn("eve");
        assertThat(eve.fetchCard("/app/me/collections/memberful-alone").status())
                .isEqualTo(403);
    }

    @Test
    void confirmedBy_oneSourceAlone_isNotEnough() {
        ada.signIn("ada");
        house.hold("ada", "gold", House.NOON.plus(Duration.ofDays(9)));
        assertThat(card("confirmed")).isEqualTo(403);
        small.member(5, "ada@example.test", GOLD);
        memberful(SUBSCRIBED);
        assertThat(card("confirmed")).isEqualTo(200);
    }

    @Test
    void confirmedBy_siteClaimsTheSourcesWords_isNotBelieved() {
        ada.signIn("ada");
        house.facts.link(DEMO, "12", new MemberId("ada"));
        house.facts.put(Facts.snapshot(
                DEMO,
                "12",
                1,
                Facts.held("a", "memberpress:gold", Status.ACTIVE, Term.lifetime()),
                Facts.held("b", "memberful:7", Status.ACTIVE, Term.lifetime())));
        assertThat(card("confirmed")).isEqualTo(403);
        assertThat(card("memberful-alone")).isEqualTo(403);
    }

    @Test
    void memberful_notSignedSo_asksNothing() {
        var good = SmallMemberful.signature(SUBSCRIBED, SmallMemberful.SECRET);
        for (var bad : List.of("", good.toUpperCase(Locale.ROOT), good.substring(1), good + "0")) {
            assertThat(memberful(SUBSCRIBED, bad).status()).isEqualTo(401);
        }
        assertThat(memberful(SUBSCRIBED + " ", good).status()).isEqualTo(401);
        assertThat(memberful(SUBSCRIBED, SmallMemberful.signature(SUBSCRIBED, "other"))
                        .status())
                .isEqualTo(401);
        assertThat(small.asked()).isZero();
    }

    @Test
    void memberful_replayed_asksOnceAMinute() {
        small.member(5, "ada@example.test", GOLD);
        for (var n = 0; n < 5; n++) assertThat(memberful(SUBSCRIBED).status()).isEqualTo(200);
        assertThat(small.asked()).isEqualTo(1);
        house.advance(Duration.ofMinutes(1));
        memberful(SUBSCRIBED);
        assertThat(small.asked()).isEqualTo(2);
    }

    @Test
    void memberful_oldMessageReplayed_takesWhatIsTrueNow() {
        small.member(5, "ada@example.test", GOLD);
        memberful(SUBSCRIBED);
        small.gone(5);
        house.advance(Duration.ofDays(1));
        memberful(SUBSCRIBED);
        ada.signIn("ada");
        assertThat(card("memberful-alone")).isEqualTo(403);
    }

    @Test
    void memberful_apiIsDown_isToldSoThatItComesAgain() {
        small.fail(500);
        assertThat(memberful(SUBSCRIBED).status()).isEqualTo(503);
        small.fail(200);
        small.member(5, "ada@example.test", GOLD);
        house.advance(Duration.ofMinutes(1));
        assertThat(memberful(SUBSCRIBED).status()).isEqualTo(200);
        ada.signIn("ada");
        assertThat(card("memberful-alone")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"member_signup\",\"member\":{\"id\":0}}",
                "{\"event\":\"subscription_plan.updated\",\"subscription_plan\":{\"id\":7}}",
                "{\"event\":\"member_updated\",\"member\":{\"id\":\"5\"}}",
                "{}"
            })
    void memberful_aboutNobody_isTakenAndNothingDone(String body) {
        assertThat(memberful(body).status()).isEqualTo(200);
        assertThat(small.asked()).isZero();
    }

    @Test
    void memberful_noJson_isRefused() {
        assertThat(memberful("{").status()).isEqualTo(400);
    }

    @Test
    void memberPress_wrongKeyOrNone_isRefused() {
        var body = "{\"event\":\"login\",\"type\":\"member\",\"data\":{\"id\":7}}";
        assertThat(hook("memberpress", body).status()).isEqualTo(401);
        assertThat(hook("memberpress", body, new Headers.Line("MEMBERPRESS-WEBHOOK-KEY", "x"))
                        .status())
                .isEqualTo(401);
    }

    /** The house's site does not answer: that it was asked shows by that. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"member-added\",\"type\":\"member\",\"data\":{\"id\":7}}",
                "{\"event\":\"transaction-completed\",\"type\":\"transaction\",\"data\":{\"id\":1,\"member\":\"7\"}}",
                "{\"event\":\"subscription-created\",\"type\":\"subscription\",\"data\":{\"id\":1,\"member\":{\"id\":7}}}"
            })
    void memberPress_aboutSomebody_isAReasonToAskTheSite(String body) {
        var key = new Headers.Line("MEMBERPRESS-WEBHOOK-KEY", "mpkey");
        assertThat(hook("memberpress", body, key).status()).isEqualTo(503);
        assertThat(hook("memberpress", body, key).status()).isEqualTo(200);
    }

    @Test
    void memberPress_aboutNobody_isTakenAndNothingDone() {
        var key = new Headers.Line("MEMBERPRESS-WEBHOOK-KEY", "mpkey");
        assertThat(hook("memberpress", "{\"event\":\"x\",\"data\":{}}", key).status())
                .isEqualTo(200);
    }

    @Test
    void hooks_siteWithoutThem_areNotThere() {
        var plain = new House();
        for (var source : List.of("memberful", "memberpress")) {
            var path = "/v1/hooks/" + source + "/demo";
            var request = new Request("id", "POST", path, "", Headers.NONE, Body.of("{}"), "127.0.0.1");
            assertThat(plain.send(request).status()).isEqualTo(404);
        }
    }
}
