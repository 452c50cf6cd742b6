package io.cloakroom.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link FactStore} must keep. */
public abstract class FactStoreContract {
    private static final SiteId DEMO = new SiteId("demo");
    private static final SiteId OTHER = new SiteId("other");
    private static final MemberId ADA = new MemberId("ada");
    private static final Membership GOLD =
            new Membership("mp:1", "gold", Status.ACTIVE, Optional.of(Instant.parse("2027-01-01T00:00:00Z")), false);
    private static final Membership FOR_EVER =
            new Membership("mp:2", "book club", Status.CANCELLED, Optional.empty(), true);

    /** An empty store. */
    protected abstract FactStore store();

    @Test
    void find_linkedUser_givesHerSnapshot() {
        var store = store();
        var snapshot = new Snapshot(DEMO, "17", 5, List.of(GOLD, FOR_EVER));
        assertThat(store.put(snapshot)).isTrue();
        store.link(DEMO, "17", ADA);
        assertThat(store.find(DEMO, ADA)).contains(snapshot);
    }

    @Test
    void find_notLinkedOrOtherSite_isEmpty() {
        var store = store();
        store.put(new Snapshot(DEMO, "17", 5, List.of(GOLD)));
        assertThat(store.find(DEMO, ADA)).isEmpty();
        store.link(OTHER, "17", ADA);
        assertThat(store.find(DEMO, ADA)).isEmpty();
        assertThat(store.find(OTHER, ADA)).isEmpty();
    }

    @Test
    void put_sameOrLowerSequence_changesNothing() {
        var store = store();
        store.link(DEMO, "17", ADA);
        store.put(new Snapshot(DEMO, "17", 5, List.of(GOLD)));
        assertThat(store.put(new Snapshot(DEMO, "17", 5, List.of()))).isFalse();
        assertThat(store.put(new Snapshot(DEMO, "17", 4, List.of()))).isFalse();
        assertThat(store.find(DEMO, ADA).orElseThrow().memberships()).containsExactly(GOLD);
    }

    @Test
    void put_higherSequence_takesThePlaceWhole() {
        var store = store();
        store.link(DEMO, "17", ADA);
        store.put(new Snapshot(DEMO, "17", 5, List.of(GOLD, FOR_EVER)));
        assertThat(store.put(new Snapshot(DEMO, "17", 6, List.of()))).isTrue();
        assertThat(store.find(DEMO, ADA).orElseThrow().memberships()).isEmpty();
    }
}
