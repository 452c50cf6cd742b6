package io.cloakroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.ledger.EntrySeal.Opened;
import io.cloakroom.member.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator is shown, and that nothing is kept from her in silence. */
final class ReadingTest {
    private final Books books = new Books();

    @BeforeEach
    void fill() {
        var ledger = books.ledger(1);
        for (var i = 0; i < 5; i++) {
            ledger.write(books.staffRead("eve", "eve-" + i));
            books.clock.advance(Duration.ofSeconds(1));
        }
        ledger.write(books.staffRead("ada", "ada"));
        ledger.write(books.rotation());
    }

    private Reading.Found look(int limit, Optional<MemberId> about, String wanted) {
        return new Reading(books.store, books.seal, limit)
                .all(about, Instant.EPOCH, opened -> ids(opened).getFirst().startsWith(wanted));
    }

    private static List<String> ids(Opened opened) {
        return ((Opened.Read) opened).entries().stream().map(Entry::requestId).toList();
    }

    private static List<String> ids(Reading.Found found) {
        return found.shown().stream().flatMap(one -> ids(one.opened()).stream()).toList();
    }

    @Test
    void all_asMuchAsIsShown_isNotCut() {
        var found = look(7, Optional.empty(), "");
        assertThat(ids(found)).containsExactly("eve-0", "eve-1", "eve-2", "eve-3", "eve-4", "ada", "run");
        assertThat(found.isCut()).isFalse();
    }

    @Test
    void all_oneMore_isCutAndSaysSo() {
        var found = look(6, Optional.empty(), "");
        assertThat(found.shown()).hasSize(6);
        assertThat(found.isCut()).isTrue();
    }

    @Test
    void all_ofWhatIsWanted_leavesOutTheRestBeforeItIsCut() {
        assertThat(look(1, Optional.empty(), "run")).satisfies(found -> {
            assertThat(ids(found)).containsExactly("run");
            assertThat(found.isCut()).isFalse();
        });
        assertThat(ids(look(1, Optional.of(new MemberId("ada")), ""))).containsExactly("ada");
    }

    @Test
    void all_sinceATime_beginsThere() {
        var found = new Reading(books.store, books.seal)
                .all(Optional.of(new MemberId("eve")), Books.NOON.plusSeconds(4), _ -> true);
        assertThat(ids(found)).containsExactly("eve-4");
    }
}
