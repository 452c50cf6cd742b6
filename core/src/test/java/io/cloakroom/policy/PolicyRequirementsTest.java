package io.cloakroom.policy;

import static io.cloakroom.membership.Facts.held;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.config.Settings;
import io.cloakroom.membership.Entitlements;
import io.cloakroom.membership.Membership;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.membership.Term;
import io.cloakroom.policy.Decision.Denial;
import io.cloakroom.policy.Decision.Denied;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Collections;
import io.cloakroom.record.Delivery;
import io.cloakroom.site.SiteId;
import io.cloakroom.site.Sites;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The other side of the matrix: whatever a collection may ask for, against whatever a member may hold, and until when. */
class PolicyRequirementsTest {
    private static final SiteId DEMO = new SiteId("demo");
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
    private static final Membership GOLD = held("mp:1", "memberpress:13", Status.ACTIVE, Term.until(END));
    private static final Membership SILVER = held("mp:2", "memberpress:14", Status.ACTIVE, Term.until(END));
    private static final Membership OTHER = held("mp:3", "memberpress:15", Status.ACTIVE, Term.until(END));

    /** Columns: nothing held, gold, silver, both, another product; {@code o} is open, {@code -} is closed. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                                      | ooooo
            asks-for: {any-of: any}                 | -oooo
            asks-for: {any-of: ['memberpress:13', 'memberpress:14']} | -ooo-
            asks-for: {all-of: ['memberpress:13', 'memberpress:14']} | ---o-
            asks-for: {all-of: 'memberpress:13'}    | -o-o-
            """)
    void everyRequirement_withEverySetHeld_isAsTheTableSays(String asks, String expected) {
        var collection = collection(asks);
        var letters = new StringBuilder();
        for (var held :
                List.of(List.<Membership>of(), List.of(GOLD), List.of(SILVER), List.of(GOLD, SILVER), List.of(OTHER))) {
            letters.append(letter(collection, Entitlements.told(held), END.minusMillis(1)));
        }
        assertThat(letters).hasToString(expected);
    }

    /** Columns: an instant before the end, the end, and an instant before and exactly at the end of what is given beyond it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            any-of: any                                   | o---
            any-of: any, grace: P3D                       | ooo-
            any-of: any, after: P3D                       | ooo-
            any-of: 'memberpress:13'                      | o---
            any-of: 'memberpress:13', grace: P3D          | ooo-
            any-of: 'memberpress:13', after: P3D          | ooo-
            all-of: ['memberpress:13', 'memberpress:14'], after: P3D | ooo-
            """)
    void everyRequirement_aroundTheEnd_opensForAsLongAsItSays(String asks, String expected) {
        var collection = collection("asks-for: {" + asks + "}");
        var held = Entitlements.told(List.of(GOLD, SILVER));
        var beyond = END.plus(Duration.ofDays(3));
        var letters = new StringBuilder();
        for (var now : List.of(END.minusMillis(1), END, beyond.minusMillis(1), beyond)) {
            letters.append(letter(collection, held, now));
        }
        assertThat(letters).hasToString(expected);
    }

    /** Whose time has run out counts "N days after" and not in grace, which is for payments that failed. */
    @Test
    void expired_isOpenAfterAndNotInGrace() {
        var expired = Entitlements.told(List.of(held("mp:1", "memberpress:13", Status.EXPIRED, Term.until(END))));
        assertThat(letter(collection("asks-for: {any-of: any, after: P3D}"), expired, END))
                .isEqualTo("o");
        assertThat(letter(collection("asks-for: {any-of: any, grace: P3D}"), expired, END))
                .isEqualTo("-");
    }

    @Test
    void confirmedBy_whatOnlyASiteSays_opensNothing() {
        var collection = collection("asks-for: {any-of: 'memberpress:13', confirmed-by: memberful}");
        var now = END.minusMillis(1);
        var pass = held("mf:1", "memberful:5", Status.ACTIVE, Term.until(END));
        assertThat(letter(collection, Entitlements.told(List.of(GOLD, pass)), now))
                .isEqualTo("-");
        assertThat(letter(collection, new Entitlements(List.of(GOLD), List.of(pass)), now))
                .isEqualTo("o");
        assertThat(letter(collection, new Entitlements(List.of(), List.of(pass)), now))
                .isEqualTo("-");
    }

    private static String letter(Collection collection, Entitlements held, Instant now) {
        return switch (Policy.ofMember(DEMO, Set.of(Delivery.CARD), collection, held, now)) {
            case Grant _ -> "o";
            case Denied(Denial.MembershipRequired _) -> "-";
            case Denied(var other) -> other.toString();
        };
    }

    private static Collection collection(String asks) {
        var settings = Settings.of("""
                sites:
                  demo: {origins: "https://demo.test", client-id: demo, client-secret: s, public-key: %s}
                collections:
                  all:
                    sites: demo
                    deliveries: card
                    fields: {phone: {}}
                    %s
                """.formatted("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", asks));
        return Collections.from(settings, Sites.from(settings)).find("all").orElseThrow();
    }
}
