package io.cloakroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.ledger.LedgerStore.Milestone;
import io.cloakroom.member.MemberId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link LedgerStore} must keep. */
public abstract class LedgerStoreContract {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");
    private static final Instant HOUR = Instant.parse("2026-11-25T12:00:00Z");

    /** An empty store. */
    protected abstract LedgerStore store();

    private static Batch batch(int shard, long number) {
        return new Batch(shard, number, number * 3, new byte[] {0, 1, (byte) number});
    }

    @Test
    void find_added_comesBackEqual() {
        var store = store();
        assertThat(store.add(batch(2, 0))).isTrue();
        assertThat(store.find(2, 0)).contains(batch(2, 0));
        assertThat(store.find(2, 1)).isEmpty();
        assertThat(store.find(1, 0)).isEmpty();
    }

    @Test
    void add_aBigOne_comesBackEqual() {
        var store = store();
        var big = new Batch(0, 0, 0, new byte[Batch.BYTES_MAX]);
        assertThat(store.add(big)).isTrue();
        assertThat(store.last(0)).contains(big);
    }

    @Test
    void add_aNumberThatIsThere_changesNothing() {
        var store = store();
        store.add(batch(2, 0));
        assertThat(store.add(new Batch(2, 0, 7, new byte[] {9}))).isFalse();
        assertThat(store.find(2, 0)).contains(batch(2, 0));
        assertThat(store.add(batch(3, 0))).isTrue();
    }

    @Test
    void add_manyAtOnce_letsOneWin() throws Exception {
        var store = store();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> store.add(new Batch(1, 5, 0, new byte[] {(byte) i}))))
                    .toList();
            var wins = 0;
            for (var attempt : tries) wins += attempt.get() ? 1 : 0;
            assertThat(wins).isEqualTo(1);
        }
    }

    @Test
    void last_ofAShard_isOfTheHighestNumber() {
        var store = store();
        assertThat(store.last(1)).isEmpty();
        for (var number : List.of(0L, 9L, 10L, 100L)) store.add(batch(1, number));
        store.add(batch(10, 1000));
        assertThat(store.last(1)).contains(batch(1, 100));
    }

    @Test
    void list_ofAShard_isInOrderFromANumberOn() {
        var store = store();
        for (var number : List.of(10L, 2L, 0L, 9L)) store.add(batch(1, number));
        store.add(batch(2, 3));
        assertThat(all(store, 1, 0, 2)).containsExactly(batch(1, 0), batch(1, 2), batch(1, 9), batch(1, 10));
        assertThat(all(store, 1, 3, LedgerStore.LIST_MAX)).containsExactly(batch(1, 9), batch(1, 10));
        assertThat(store.list(1, 11, 1)).isEmpty();
    }

    @Test
    void list_ofBigOnes_comesWholeInSeveralLooks() {
        var store = store();
        for (var number = 0; number < 8; number++) {
            store.add(new Batch(0, number, 0, new byte[Batch.BYTES_MAX]));
        }
        assertThat(all(store, 0, 0, LedgerStore.LIST_MAX)).hasSize(8);
    }

    private static List<Batch> all(LedgerStore store, int shard, long from, int limit) {
        var all = new ArrayList<Batch>();
        var next = from;
        while (true) {
            var some = store.list(shard, next, limit);
            if (some.isEmpty()) return all;
            all.addAll(some);
            next = some.getLast().number() + 1;
        }
    }

    @Test
    void list_limit_isCheckedOnBothSides() {
        var store = store();
        assertThat(store.list(0, 0, LedgerStore.LIST_MAX)).isEmpty();
        assertThatThrownBy(() -> store.list(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.list(0, 0, LedgerStore.LIST_MAX + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pointers_ofAMember_areHersAloneAndTheLatestFirst() {
        var store = store();
        var entry = new Pointer(ADA, NOON, 3, 12, 5);
        var later = new Pointer(ADA, NOON.plusMillis(1), 0, 0, 0);
        var hour = new Pointer(ADA, HOUR, 3, 7, -1);
        store.point(List.of(hour, later, entry));
        store.point(List.of(new Pointer(EVE, NOON, 3, 12, 6)));

        assertThat(store.pointers(ADA, Optional.empty(), 10)).containsExactly(later, entry, hour);
        assertThat(store.pointers(ADA, Optional.of(later.key()), 1)).containsExactly(entry);
        assertThat(store.pointers(ADA, Optional.of(hour.key()), 1)).isEmpty();
    }

    @Test
    void pointers_toAnHourInOneShard_comeOneAfterTheOther() {
        var store = store();
        var others = new Pointer(ADA, HOUR, 2, 100, -1);
        var first = new Pointer(ADA, HOUR, 3, 9, -1);
        var second = new Pointer(ADA, HOUR, 3, 10, -1);
        store.point(List.of(second, others));
        store.point(List.of(first, second));
        assertThat(store.pointers(ADA, Optional.empty(), 10)).containsExactly(second, first, others);
    }

    @Test
    void point_manyAndAgain_areThereOnce() {
        var store = store();
        var many = IntStream.range(0, 60)
                .mapToObj(i -> new Pointer(ADA, NOON, 0, 1, i))
                .toList();
        store.point(many);
        store.point(many);
        assertThat(store.pointers(ADA, Optional.empty(), 100)).hasSize(60);
    }

    @Test
    void milestones_ofWhichTheLastIsFound_areNeverWrittenOver() {
        var store = store();
        assertThat(store.lastMilestone()).isEmpty();
        var tenth = new Milestone(10, "note\n\u2014 ten\n", "{}");
        assertThat(store.add(new Milestone(9, "nine", "{}"))).isTrue();
        assertThat(store.add(tenth)).isTrue();
        assertThat(store.add(new Milestone(10, "other", "{}"))).isFalse();
        assertThat(store.lastMilestone()).contains(tenth);
    }
}
