package io.cloakroom.membership;

import static io.cloakroom.membership.Facts.held;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Witnesses} must keep. */
public abstract class WitnessesContract {
    private static final SiteId DEMO = new SiteId("demo");
    private static final SiteId OTHER = new SiteId("other");
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Membership GOLD = held("memberful:sub:1", "memberful:7", Status.ACTIVE, Term.lifetime());
    private static final String MEMBERFUL = "memberful";

    /** An empty store. */
    protected abstract Witnesses store();

    private static Witness witness(String account, String mark, int second, Membership... memberships) {
        var at = NOON.plusSeconds(second);
        var of = Optional.of(mark).filter(text -> !text.isEmpty());
        return new Witness(DEMO, MEMBERFUL, account, of, List.of(memberships), at);
    }

    @Test
    void testimony_bothKnowTheAddress_countsInEitherOrder() {
        var first = store();
        first.testify(witness("5", "mark", 0, GOLD));
        assertThat(first.testimony(DEMO, MEMBERFUL, ADA)).isEmpty();
        first.note(DEMO, ADA, Optional.of("mark"));
        assertThat(first.testimony(DEMO, MEMBERFUL, ADA)).containsExactly(GOLD);

        var second = store();
        second.note(DEMO, ADA, Optional.of("mark"));
        second.testify(witness("5", "mark", 0, GOLD));
        assertThat(second.testimony(DEMO, MEMBERFUL, ADA)).containsExactly(GOLD);
    }

    @Test
    void testimony_anotherAddressSiteOrSource_isEmpty() {
        var store = store();
        store.testify(witness("5", "mark", 0, GOLD));
        store.note(DEMO, ADA, Optional.of("another"));
        store.note(OTHER, EVE, Optional.of("mark"));
        assertThat(store.testimony(DEMO, MEMBERFUL, ADA)).isEmpty();
        assertThat(store.testimony(OTHER, MEMBERFUL, EVE)).isEmpty();
        store.note(DEMO, EVE, Optional.of("mark"));
        assertThat(store.testimony(DEMO, "edd", EVE)).isEmpty();
    }

    @Test
    void testify_asOfEarlier_changesNothing() {
        var store = store();
        store.note(DEMO, ADA, Optional.of("mark"));
        store.testify(witness("5", "mark", 5, GOLD));
        store.testify(witness("5", "mark", 4));
        assertThat(store.testimony(DEMO, MEMBERFUL, ADA)).containsExactly(GOLD);
        store.testify(witness("5", "mark", 6));
        assertThat(store.testimony(DEMO, MEMBERFUL, ADA)).isEmpty();
    }

    @Test
    void testify_addressChangedThere_followsTheNewOne() {
        var store = store();
        store.note(DEMO, ADA, Optional.of("old"));
        store.note(DEMO, EVE, Optional.of("new"));
        store.testify(witness("5", "old", 0, GOLD));
        store.testify(witness("5", "new", 1, GOLD));
        assertThat(store.testimony(DEMO, MEMBERFUL, ADA)).isEmpty();
        assertThat(store.testimony(DEMO, MEMBERFUL, EVE)).containsExactly(GOLD);
        store.testify(witness("6", "old", 2, GOLD));
        assertThat(store.testimony(DEMO, MEMBERFUL, ADA)).containsExactly(GOLD);
    }

    @Test
    void testify_accountGone_endsIt() {
        var store = store();
        store.note(DEMO, ADA, Optional.of("mark"));
        store.testify(witness("5", "mark", 0, GOLD));
        store.testify(witness("5", "", 1));
        assertThat(store.testimony(DEMO, MEMBERFUL, ADA)).isEmpty();
    }

    @Test
    void note_addressOfAnother_isHersNoMore() {
        var store = store();
        store.testify(witness("5", "mark", 0, GOLD));
        store.note(DEMO, ADA, Optional.of("mark"));
        store.note(DEMO, EVE, Optional.of("mark"));
        assertThat(store.testimony(DEMO, MEMBERFUL, ADA)).isEmpty();
        assertThat(store.testimony(DEMO, MEMBERFUL, EVE)).containsExactly(GOLD);
    }

    @Test
    void note_noAddressAnyMore_endsIt() {
        var store = store();
        store.testify(witness("5", "mark", 0, GOLD));
        store.note(DEMO, ADA, Optional.of("mark"));
        store.note(DEMO, ADA, Optional.empty());
        assertThat(store.testimony(DEMO, MEMBERFUL, ADA)).isEmpty();
    }
}
