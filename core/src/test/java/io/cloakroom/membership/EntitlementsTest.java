package io.cloakroom.membership;

import static io.cloakroom.membership.Facts.held;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.membership.Membership.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EntitlementsTest {
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
    private static final Duration GRACE = Duration.ofDays(3);
    private static final Duration AFTER = Duration.ofDays(30);
    private static final Duration NONE = Duration.ZERO;

    private static Membership gold(Status status, Term term) {
        return held("mp:1", "memberpress:13", status, term);
    }

    private static Moment at(Instant now, Duration grace, Duration after) {
        return new Moment(now, grace, after);
    }

    /**
     * Every status, at every edge, under every setting: {@code o} is open, {@code -} is closed. The columns are an instant
     * before the end, the end, and an instant before and exactly at the end of grace and of "N days after".
     */
    @ParameterizedTest(name = "{0}: plain {1}, grace {2}, after {3}, both {4}, for life {5}")
    @CsvSource(delimiter = '|', textBlock = """
            PENDING   | ------ | ------ | ------ | ------ | -
            TRIALING  | o----- | ooo--- | ooooo- | ooooo- | o
            ACTIVE    | o----- | ooo--- | ooooo- | ooooo- | o
            PAST_DUE  | o----- | ooo--- | ooooo- | ooooo- | o
            PAUSED    | ------ | ------ | ------ | ------ | -
            CANCELLED | o----- | ooo--- | ooooo- | ooooo- | o
            EXPIRED   | ------ | ------ | ooooo- | ooooo- | -
            REVOKED   | ------ | ------ | ------ | ------ | -
            """)
    void isOpen_everyStatusTimeAndSetting_isAsTheTableSays(
            Status status, String plain, String grace, String after, String both, String forLife) {
        assertThat(edges(status, NONE, NONE)).isEqualTo(plain);
        assertThat(edges(status, GRACE, NONE)).isEqualTo(grace);
        assertThat(edges(status, NONE, AFTER)).isEqualTo(after);
        assertThat(edges(status, GRACE, AFTER)).isEqualTo(both);
        for (var setting : List.of(at(END, NONE, NONE), at(END, GRACE, NONE), at(END, NONE, AFTER))) {
            assertThat(letter(gold(status, Term.lifetime()), setting)).isEqualTo(forLife);
            assertThat(letter(gold(status, Term.unknown()), setting)).isEqualTo("-");
        }
    }

    @Test
    void table_everyStatus_standsInIt() {
        assertThat(Status.values()).hasSize(8);
    }

    private static String edges(Status status, Duration grace, Duration after) {
        var edges = List.of(
                END.minusMillis(1),
                END,
                END.plus(GRACE).minusMillis(1),
                END.plus(GRACE),
                END.plus(AFTER).minusMillis(1),
                END.plus(AFTER));
        var letters = new StringBuilder();
        for (var edge : edges) letters.append(letter(gold(status, Term.until(END)), at(edge, grace, after)));
        return letters.toString();
    }

    private static String letter(Membership membership, Moment moment) {
        return membership.isOpen(moment) ? "o" : "-";
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void isOpen_trialEnd_endsATrialAndNothingElse(Status status) {
        var term = new Term(
                Optional.empty(),
                Optional.of(END.plus(AFTER)),
                false,
                Optional.empty(),
                Optional.of(END),
                Optional.empty());
        var before = letter(gold(status, term), Moment.at(END.minusMillis(1)));
        var since = letter(gold(status, term), Moment.at(END));
        var isPaid = Set.of(Status.ACTIVE, Status.PAST_DUE, Status.CANCELLED).contains(status);
        assertThat(before).isEqualTo(isPaid || status == Status.TRIALING ? "o" : "-");
        assertThat(since).isEqualTo(isPaid ? "o" : "-");
    }

    @Test
    void isOpen_trialForLife_endsWithTheTrial() {
        var term = new Term(
                Optional.empty(), Optional.empty(), true, Optional.empty(), Optional.of(END), Optional.empty());
        assertThat(gold(Status.TRIALING, term).isOpen(Moment.at(END))).isFalse();
    }

    @Test
    void isOpen_startToCome_isClosedUntilTheClocksCouldMeet() {
        var start = END.minus(Duration.ofDays(300));
        var term = new Term(
                Optional.of(start), Optional.of(END), false, Optional.empty(), Optional.empty(), Optional.empty());
        var gold = gold(Status.ACTIVE, term);
        assertThat(gold.isOpen(Moment.at(start))).isTrue();
        assertThat(gold.isOpen(Moment.at(start.minus(Moment.AHEAD_MOST)))).isTrue();
        assertThat(gold.isOpen(Moment.at(start.minus(Moment.AHEAD_MOST).minusMillis(1))))
                .isFalse();
    }

    @Test
    void isOpen_cancelledAt_decidesNothing() {
        var term = new Term(
                Optional.empty(),
                Optional.of(END),
                false,
                Optional.of(false),
                Optional.empty(),
                Optional.of(END.minus(AFTER)));
        assertThat(gold(Status.CANCELLED, term).isOpen(Moment.at(END.minusMillis(1))))
                .isTrue();
    }

    @Test
    void isOpen_lastYears_doesNotOverflow() {
        var last = Term.until(Instant.parse("9999-12-31T23:59:59.999Z"));
        assertThat(gold(Status.ACTIVE, last).isOpen(at(END, Duration.ofDays(90), Duration.ofDays(3650))))
                .isTrue();
    }

    @Test
    void isOpen_partOfATeam_isDecidedByItsOwnWords() {
        var seat = new Membership(
                "mp:9", Facts.product("memberpress:13"), Status.ACTIVE, Term.until(END), 1, Optional.of("7"));
        assertThat(seat.isOpen(Moment.at(END.minusMillis(1)))).isTrue();
        assertThat(seat.isOpen(Moment.at(END))).isFalse();
    }

    @Test
    void include_severalOfAProduct_oneOpenIsEnough() {
        var entitlements = Entitlements.told(List.of(
                gold(Status.REVOKED, Term.until(END)),
                held("mp:2", "memberpress:13", Status.ACTIVE, Term.until(END)),
                held("edd:1", "edd:13", Status.PAUSED, Term.lifetime())));
        var before = Moment.at(END.minusSeconds(1));
        assertThat(entitlements.includeOneOf(Set.of("memberpress:13"), before)).isTrue();
        assertThat(entitlements.includeOneOf(Set.of("memberpress:13", "edd:13"), before))
                .isTrue();
        assertThat(entitlements.includeOneOf(Set.of("edd:13"), before)).isFalse();
        assertThat(entitlements.includeAllOf(Set.of("memberpress:13"), before)).isTrue();
        assertThat(entitlements.includeAllOf(Set.of("memberpress:13", "edd:13"), before))
                .isFalse();
        assertThat(entitlements.includeAny(before)).isTrue();
        assertThat(entitlements.includeAny(Moment.at(END))).isFalse();
        assertThat(Entitlements.NONE.includeAny(before)).isFalse();
    }

    @Test
    void areConfirmedBy_aSitesOwnWords_areNoConfirmation() {
        var claimed = held("x", "memberful:7", Status.ACTIVE, Term.lifetime());
        assertThat(Entitlements.told(List.of(claimed)).areConfirmedBy("memberful", Moment.at(END)))
                .isFalse();
        var both = new Entitlements(List.of(), List.of(claimed));
        assertThat(both.areConfirmedBy("memberful", Moment.at(END))).isTrue();
        assertThat(both.areConfirmedBy("edd", Moment.at(END))).isFalse();
    }
}
