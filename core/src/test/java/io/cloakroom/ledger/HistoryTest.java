package io.cloakroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.member.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a member finds of herself, and that she is told where there is something that she cannot find. */
final class HistoryTest {
    private static final MemberId ADA = new MemberId("ada");

    private final Books books = new Books();
    private final GroupedLedger ledger = books.ledger(1);
    private final History history = new History(books.store, books.seal);

    private void noteAndFlush(String requestId) {
        ledger.note(books.read("ada", requestId));
        ledger.flush();
    }

    private History.Hour noon(long from) {
        return history.hour(ADA, Books.NOON, 0, from);
    }

    private static List<String> ids(History.Hour hour) {
        return hour.reads().stream().map(Entry::requestId).toList();
    }

    private List<Pointer> page() {
        return history.page(ADA, Optional.empty(), LedgerStore.LIST_MAX).items().stream()
                .map(History.Item::pointer)
                .toList();
    }

    @Test
    void hour_ofReads_isHersAloneAndEndsWithTheHour() {
        noteAndFlush("first");
        books.clock.advance(Duration.ofHours(1).minusMillis(1));
        noteAndFlush("last");
        ledger.note(books.read("eve", "another's"));
        ledger.write(books.staffRead("ada", "no read of hers"));
        books.clock.advance(Duration.ofMillis(1));
        noteAndFlush("later");
        books.clock.advance(ShardWriter.QUIET.plusMillis(1));
        noteAndFlush("much later");
        assertThat(ids(noon(0))).containsExactly("first", "last");
        assertThat(noon(0).isWhole()).isTrue();
        assertThat(noon(0).next()).isEmpty();
        assertThat(page())
                .filteredOn(Pointer::isHour)
                .extracting(Pointer::at)
                .containsExactly(Books.NOON.plus(Duration.ofHours(1)), Books.NOON);
    }

    @Test
    void hour_longerThanOneLook_goesOn() {
        var ids = IntStream.range(0, History.BATCHES_MAX).mapToObj(i -> "r" + i).toList();
        ids.forEach(this::noteAndFlush);
        var found = new ArrayList<String>();
        var looks = 0;
        for (var next = Optional.of(0L); next.isPresent(); looks++) {
            var hour = noon(next.get());
            assertThat(hour.isWhole()).isTrue();
            found.addAll(ids(hour));
            next = hour.next();
        }
        assertThat(found).isEqualTo(ids);
        assertThat(looks).isEqualTo(3);
    }

    @Test
    void hour_withABatchThatCannotBeRead_isNotWholeAndGoesOnBehindIt() {
        noteAndFlush("first");
        noteAndFlush("spoilt");
        noteAndFlush("third");
        var good = books.store.find(0, 2).orElseThrow();
        books.store.shard(0).put(2L, new Batch(0, 2, good.first(), new byte[0]));
        assertThat(noon(0).isWhole()).isFalse();
        assertThat(ids(noon(0))).containsExactly("first", "third");
    }

    @Test
    void hour_withABatchThatIsGone_isNotWhole() {
        noteAndFlush("first");
        noteAndFlush("gone");
        noteAndFlush("third");
        books.store.shard(0).remove(2L);
        assertThat(noon(0).isWhole()).isFalse();
        assertThat(noon(3).isWhole()).as("from behind it on").isTrue();
    }

    @Test
    void hour_withALineThatDoesNotOpen_isNotWhole() {
        noteAndFlush("changed");
        var good = books.store.find(0, 1).orElseThrow();
        var content = good.content().clone();
        content[content.length - 1] ^= 1;
        books.store.shard(0).put(1L, new Batch(0, 1, good.first(), content));
        assertThat(noon(0)).isEqualTo(new History.Hour(List.of(), false, Optional.of(2L)));
    }

    @Test
    void page_withPointersOfTwoWritersToAnHour_leadsToTheEarliest() {
        noteAndFlush("first");
        ledger.write(books.rotation());
        try (var second = books.ledger(1)) {
            second.note(books.read("ada", "second"));
        }
        assertThat(books.pointers("ada")).hasSize(2);
        assertThat(page()).containsExactly(new Pointer(ADA, Books.NOON, 0, 1, -1));
        assertThat(ids(noon(1))).containsExactly("first", "second");
    }

    @Test
    void pointers_ofOneWriter_areOneAnHour() {
        noteAndFlush("first");
        noteAndFlush("second");
        books.clock.advance(Duration.ofHours(1));
        noteAndFlush("third");
        assertThat(books.pointers("ada"))
                .extracting(Pointer::at)
                .containsExactly(Instant.parse("2026-11-25T13:00:00Z"), Books.NOON);
    }
}
