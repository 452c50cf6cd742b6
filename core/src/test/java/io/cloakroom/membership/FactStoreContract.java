package io.cloakroom.membership;

import static io.cloakroom.membership.Facts.held;
import static io.cloakroom.membership.Facts.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link FactStore} must keep. */
public abstract class FactStoreContract {
    private static final SiteId DEMO = new SiteId("demo");
    private static final SiteId OTHER = new SiteId("other");
    private static final MemberId ADA = new MemberId("ada");
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    private static final Membership GOLD = held("mp:1", "memberpress:13", Status.ACTIVE, Term.until(END));
    private static final Membership FOR_EVER = new Membership(
            "mp:2",
            new Product("edd", "7", "Book club €"),
            Status.CANCELLED,
            new Term(
                    Optional.of(Instant.EPOCH),
                    Optional.empty(),
                    true,
                    Optional.of(false),
                    Optional.of(END),
                    Optional.of(END.plusMillis(1))),
            3,
            Optional.of("4"));

    /** An empty store. */
    protected abstract FactStore store();

    @Test
    void find_linkedUser_givesHerSnapshot() {
        var store = store();
        var snapshot = snapshot(DEMO, "17", 5, GOLD, FOR_EVER);
        assertThat(store.put(snapshot)).isTrue();
        store.link(DEMO, "17", ADA);
        assertThat(store.find(DEMO, ADA)).contains(snapshot);
    }

    @Test
    void find_notLinkedOrOtherSite_isEmpty() {
        var store = store();
        store.put(snapshot(DEMO, "17", 5, GOLD));
        assertThat(store.find(DEMO, ADA)).isEmpty();
        store.link(OTHER, "17", ADA);
        assertThat(store.find(DEMO, ADA)).isEmpty();
        assertThat(store.find(OTHER, ADA)).isEmpty();
    }

    @Test
    void put_sameOrLowerSequence_changesNothing() {
        var store = store();
        store.put(snapshot(DEMO, "17", 5, GOLD));
        assertThat(store.put(snapshot(DEMO, "17", 5))).isFalse();
        assertThat(store.put(snapshot(DEMO, "17", 4))).isFalse();
        assertThat(store.of(DEMO, "17").orElseThrow().memberships()).containsExactly(GOLD);
    }

    @Test
    void put_higherSequence_takesThePlaceWhole() {
        var store = store();
        store.put(snapshot(DEMO, "17", 5, GOLD, FOR_EVER));
        assertThat(store.put(snapshot(DEMO, "17", 6))).isTrue();
        assertThat(store.of(DEMO, "17").orElseThrow().memberships()).isEmpty();
    }

    @Test
    void put_atOnce_leavesTheHighest() {
        var store = store();
        IntStream.rangeClosed(1, 20).parallel().forEach(n -> store.put(snapshot(DEMO, "17", n)));
        assertThat(store.of(DEMO, "17").orElseThrow().sequence()).isEqualTo(20);
    }

    @Test
    void allOf_someUsers_givesThoseOfWhomSomethingIsKnown() {
        var store = store();
        var users =
                IntStream.range(0, FactStore.ALL_OF_MAX).mapToObj(n -> "u" + n).toList();
        users.subList(0, 60).forEach(user -> store.put(snapshot(DEMO, user, 1, GOLD)));
        store.put(snapshot(OTHER, "u70", 1, GOLD));

        var found = store.allOf(DEMO, users);

        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(users.subList(0, 60));
        assertThat(found.get("u7")).isEqualTo(snapshot(DEMO, "u7", 1, GOLD));
        assertThat(store.allOf(DEMO, List.of())).isEmpty();
    }
}
