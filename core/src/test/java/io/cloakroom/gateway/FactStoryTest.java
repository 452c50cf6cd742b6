package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Response;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Holds.Hold;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.signin.Randoms;
import io.cloakroom.site.SiteId;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts from a site's signed message to a card. */
class FactStoryTest {
    private static final SiteId DEMO = new SiteId("demo");
    private static final String GOLD = """
            {"key":"memberpress:sub:31","source":"memberpress","product_id":"gold","product_name":"Gold","status":"active",\
            "started_at":null,"period_end":"2026-12-23T12:00:00Z","lifetime":false,"auto_renew":true,"trial_end":null,\
            "cancelled_at":null,"quantity":1,"parent_user":null}""";

    private final House house = new House();

    private Response tell(String facts) {
        return house.send(house.site.post(
                "/v1/sites/demo/facts", "{\"facts\":[" + facts + "]}", "msg_" + Randoms.next(), house.clock.instant()));
    }

    private static String fact(String user, long sequence, String... memberships) {
        return """
                {"id":"6f2c0f4e-0000-4000-8000-%012d","seq":%d,"user":"%s","type":"membership.activated",\
                "observed_at":"2026-11-23T12:00:00Z","cause":{"source":"memberpress","event":"e","id":"44"},\
                "memberships":[%s]}""".formatted(sequence, sequence, user, String.join(",", memberships));
    }

    private String tellOne(String fact) {
        return House.text(tell(fact));
    }

    @Test
    void facts_boughtUsedCancelledExpired_theCardFollows() {
        house.write("ada", "medical-profile", "self", Map.of("blood_group", "A+"));
        house.facts.link(DEMO, "12", new MemberId("ada"));
        var ada = house.new Browser();
        ada.signIn("ada");
        assertThat(ada.fetchCard("/app/me/collections/medical-profile").status())
                .isEqualTo(403);

        assertThat(tellOne(fact("12", 1, GOLD))).contains("\"outcome\":\"taken\"");
        assertThat(ada.fetchCard("/app/me/collections/medical-profile").status())
                .isEqualTo(200);

        tellOne(fact("12", 2, GOLD.replace("active", "cancelled")));
        assertThat(ada.fetchCard("/app/me/collections/medical-profile").status())
                .isEqualTo(200);

        tellOne(fact("12", 3, GOLD.replace("active", "revoked")));
        assertThat(ada.fetchCard("/app/me/collections/medical-profile").status())
                .isEqualTo(403);
    }

    @Test
    void facts_periodOver_closesWithoutAnyWordOfTheSite() {
        house.write("ada", "medical-profile", "self", Map.of("blood_group", "A+"));
        house.facts.link(DEMO, "12", new MemberId("ada"));
        tellOne(fact("12", 1, GOLD));
        house.advance(Duration.ofDays(30));
        var ada = house.new Browser();
        ada.signIn("ada");
        assertThat(ada.fetchCard("/app/me/collections/medical-profile").status())
                .isEqualTo(403);
    }

    @Test
    void facts_ofAnotherSite_openNothing() {
        house.write("ada", "medical-profile", "self", Map.of("blood_group", "A+"));
        house.facts.link(new SiteId("other"), "12", new MemberId("ada"));
        house.send(house.otherSite.post(
                "/v1/sites/other/facts",
                "{\"facts\":[" + fact("12", 1, GOLD) + "]}",
                "msg_" + Randoms.next(),
                house.clock.instant()));
        assertThat(house.facts.of(new SiteId("other"), "12")).isPresent();
        var ada = house.new Browser();
        ada.signIn("ada");
        assertThat(ada.fetchCard("/app/me/collections/medical-profile").status())
                .isEqualTo(403);
    }

    @Test
    void facts_signedForOneSite_countForNoOther() {
        var answer = house.send(house.otherSite.post(
                "/v1/sites/demo/facts", "{\"facts\":[" + fact("12", 1, GOLD) + "]}", "msg_12345678", House.NOON));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(house.facts.of(DEMO, "12")).isEmpty();
    }

    @Test
    void facts_theSameMessageAgain_isRefused() {
        var message = house.site.post(
                "/v1/sites/demo/facts", "{\"facts\":[" + fact("12", 1, GOLD) + "]}", "msg_12345678", House.NOON);
        assertThat(house.send(message).status()).isEqualTo(200);
        assertThat(house.send(message).status()).isEqualTo(401);
    }

    @Test
    void facts_batch_isAnsweredOneByOneInOrder() {
        tellOne(fact("12", 5, GOLD));
        var answer = tellOne(String.join(
                ",", fact("12", 5, GOLD), fact("12", 4), fact("13", 6, GOLD), fact("1 2", 7), fact("12", 8, GOLD)));
        assertThat(answer.replaceAll(".*?\"outcome\":\"([a-z]+)\"[^}]*}", "$1 "))
                .startsWith("unchanged stale taken refused unchanged ");
        assertThat(answer).contains("\"detail\":\"user: " + Snapshot.USER_FORM + "\"");
    }

    @Test
    void facts_held_areAnsweredSoAndCounted() {
        house.facts.hold(DEMO, new Hold("by hand", House.NOON));
        assertThat(tellOne(fact("12", 1, GOLD))).contains("\"outcome\":\"held\"");
        assertThat(house.tallied).containsExactly("fact held");
    }

    /** The member at fault is named; its value is not repeated. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "id":"6f2c0f4e           | "id":"x/                       | id: 8 to
            "seq":1                  | "seq":-1                       | seq: a whole
            "seq":1                  | "seq":1.5                      | seq: a whole
            "seq":1                  | "seq":9007199254740992         | seq: a whole
            "user":"12"              | "user":12                      | user: 1 to 64
            "type":"membership       | "type":"Ein                    | type: 1 to 64
            2026-11-23T12:00:00Z     | yesterday                      | observed_at: an instant
            "event":"e"              | "event":"e\\u0000"             | cause: up to
            "key":"memberpress       | "key":"\\n                     | memberships[0].key: 1 to
            "source":"memberpress","p| "source":"Member Press","p     | memberships[0].source: 1 to
            "product_id":"gold"      | "product_id":13                | memberships[0].product_id: 1 to
            "product_name":"Gold"    | "product_name":"G\\u001b[2J"   | memberships[0].product_name: up to
            "status":"active"        | "status":"Active"              | memberships[0].status: one of pending, trialing
            2026-12-23T12:00:00Z     | 0000-00-00 00:00:00            | memberships[0].period_end: an instant
            2026-12-23T12:00:00Z     | 1969-12-31T23:59:59Z           | memberships[0].period_end: an instant
            2026-12-23T12:00:00Z     | +10000-01-01T00:00:00Z         | memberships[0].period_end: an instant
            "lifetime":false         | "lifetime":"no"                | memberships[0].lifetime: true or
            "auto_renew":true        | "auto_renew":1                 | memberships[0].auto_renew: true
            "quantity":1             | "quantity":0                   | memberships[0].quantity: 1 to
            "quantity":1             | "quantity":1000001             | memberships[0].quantity: 1 to
            "parent_user":null       | "parent_user":"a b"            | memberships[0].parent_user: 1 to
            "memberships":[          | "memberships":[1,              | memberships: a list
            """)
    void facts_malformed_isRefusedByTheNameOfTheMember(String good, String bad, String detail) {
        var answer = tellOne(fact("12", 1, GOLD).replace(good, bad));
        assertThat(answer).contains("\"outcome\":\"refused\"", "\"detail\":\"" + detail);
        assertThat(house.facts.of(DEMO, "12")).isEmpty();
    }

    @Test
    void facts_oneKeyTwice_isRefused() {
        assertThat(tellOne(fact("12", 1, GOLD, GOLD))).contains("memberships: each key once");
    }

    @Test
    void facts_asManyAsMayBe_areTakenAndOneMoreIsTooLarge() {
        var hundred =
                IntStream.rangeClosed(1, 100).mapToObj(n -> fact("u" + n, n)).collect(Collectors.joining(","));
        assertThat(tell(hundred).status()).isEqualTo(200);
        assertThat(tell(hundred + "," + fact("u101", 101)).status()).isEqualTo(413);
        assertThat(tell("").status()).isEqualTo(400);
        assertThat(tell(fact("1", 1).replace("\"cause\"", "\"more\":\"" + "x".repeat(256 << 10) + "\",\"cause\""))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void facts_clockSkewed_passWithinFiveMinutesAndNoFurther() {
        for (var skew : new int[] {-300, 300}) {
            var at = House.NOON.plusSeconds(skew);
            var body = "{\"facts\":[" + fact("12", 1, GOLD) + "]}";
            assertThat(house.send(house.site.post("/v1/sites/demo/facts", body, "msg_" + Randoms.next(), at))
                            .status())
                    .isEqualTo(200);
            var further = at.plusSeconds(Integer.signum(skew));
            assertThat(house.send(house.site.post("/v1/sites/demo/facts", body, "msg_" + Randoms.next(), further))
                            .status())
                    .isEqualTo(401);
        }
    }
}
