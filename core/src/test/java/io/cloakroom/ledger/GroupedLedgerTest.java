package io.cloakroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.config.Settings;
import io.cloakroom.ledger.EntrySeal.Opened;
import io.cloakroom.ledger.FaultyLedgerStore.Fault;
import io.cloakroom.ledger.LedgerConfig.Reads;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.seal.WrappedKey;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GroupedLedgerTest {
    private final Books books = new Books();

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "r" + i).toList();
    }

    /** The first batch, as whoever reads the table sees it. */
    private String raw() {
        return new String(books.store.find(0, 0).orElseThrow().content(), StandardCharsets.UTF_8);
    }

    @Test
    void write_anEntry_isThereWhenItComesBack() {
        var entry = books.staffRead("ada", "r1");
        books.ledger(1).write(entry);
        assertThat(books.entries()).containsExactly(entry);
        assertThat(books.lines().getFirst())
                .isInstanceOfSatisfying(
                        Line.Lease.class, lease -> assertThat(lease.entries()).isZero());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "0b9c3a52-6f4e-4d0e-9c1b-2f6a7d8e9f00",
                "0B9C3A52-6F4E-4D0E-9C1B-2F6A7D8E9F00",
                "0-0-0-0-1",
                "eu-central-1:0b9c3a52-6f4e-4d0e-9c1b-2f6a7d8e9f00"
            })
    void write_aboutAnybody_namesHerAsSheIsNamed(String member) {
        var entry = books.staffRead(member, "r1");
        books.ledger(1).write(entry);
        assertThat(books.entries()).containsExactly(entry);
    }

    @Test
    void write_aboutNobody_standsInPlain() {
        books.ledger(1).write(books.rotation());
        assertThat(books.entries()).containsExactly(books.rotation());
        assertThat(raw()).contains("keys-rotated");
    }

    @Test
    void write_aboutAMember_showsNothingButHerSubAndTheTime() {
        books.ledger(1).write(books.staffRead("ada", "r1"));
        assertThat(raw()).contains("ada").doesNotContain("phone", "contact", "call", "sam");
    }

    @Test
    void note_severalReadsOfOneMember_areOneLineBehindALease() {
        var ledger = books.ledger(1);
        var first = books.read("ada", "r1");
        ledger.note(first);
        books.clock.advance(Duration.ofMillis(40));
        var second = books.read("ada", "r2");
        ledger.note(second);
        var other = books.read("eve", "r3");
        ledger.note(other);
        assertThat(books.entries()).isEmpty();
        ledger.flush();

        assertThat(books.entries()).containsExactly(first, second, other);
        assertThat(books.lines()).hasSize(3);
        assertThat(books.lines().getFirst())
                .isInstanceOfSatisfying(
                        Line.Lease.class, lease -> assertThat(lease.entries()).isEqualTo(ShardWriter.LEASED));
    }

    @Test
    void note_moreReadsThanALineTakes_losesNone() {
        var ledger = books.ledger(1);
        var ids = numbered(OwnReads.READS_MAX * 2 + 1);
        ids.forEach(id -> ledger.note(books.read("ada", id)));
        ledger.flush();
        assertThat(books.requestIds()).isEqualTo(ids);
        assertThat(books.lines()).hasSize(1 + 3);
    }

    @Test
    void note_moreThanTheLease_takesAnotherBefore() {
        var ledger = books.ledger(1);
        var ids = numbered(ShardWriter.LEASED + 1);
        ids.forEach(id -> ledger.note(books.read("m" + id, id)));
        assertThat(books.entries()).hasSize(ShardWriter.LEASED);
        ledger.flush();
        assertThat(books.requestIds()).hasSize(ids.size()).containsAll(ids);
        assertThat(books.lines().stream().filter(Line.Lease.class::isInstance).count())
                .isGreaterThan(1);
    }

    @Test
    void note_moreThanABatchTakes_goesIntoSeveral() {
        var ledger = books.ledger(1);
        var ids = numbered(Batch.LINES_MAX + 1);
        ids.forEach(id -> ledger.note(books.read("m" + id, id)));
        ledger.flush();
        assertThat(books.requestIds()).hasSize(ids.size()).containsAll(ids);
        assertThat(books.store.shard(0).values()).allMatch(batch -> batch.content().length <= Batch.BYTES_MAX);
    }

    private Entry withFields(Entry entry, int count) {
        var fields = IntStream.range(0, count)
                .mapToObj(i -> new FieldName("f" + "x".repeat(57) + String.format(Locale.ROOT, "%06d", i)))
                .toList();
        var subject = new Subject(Books.CONTACT, Optional.of(RecordId.SELF), fields);
        return new Entry(
                entry.at(),
                entry.actor(),
                entry.act(),
                entry.about(),
                Optional.of(subject),
                entry.purpose(),
                entry.refusal(),
                entry.requestId());
    }

    @Test
    void note_moreBytesThanABatchTakes_goesIntoSeveral() {
        var ledger = books.ledger(1);
        var ids = numbered(6);
        ids.forEach(id -> ledger.note(withFields(books.staffRead("ada", id), 900)));
        ledger.flush();
        assertThat(books.requestIds()).isEqualTo(ids);
        assertThat(books.store.shard(0).values())
                .allMatch(batch -> batch.content().length <= Batch.BYTES_MAX)
                // A lease, five of them, and the sixth.
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"200, 1", "201, 2"})
    void note_moreFieldsThanALineTakes_goesIntoTwo(int fields, int lines) {
        var ledger = books.ledger(1);
        ledger.note(withFields(books.read("ada", "r1"), OwnReads.FIELDS_MAX - 200));
        ledger.note(withFields(books.read("ada", "r2"), fields));
        ledger.flush();
        assertThat(books.requestIds()).containsExactly("r1", "r2");
        assertThat(books.lines()).hasSize(1 + lines);
    }

    @ParameterizedTest
    @CsvSource({"0, OWN_READS", "1, SEALED"})
    void note_ofAReadWithMoreFieldsThanALineOfThemTakes_isALineOfItsOwn(int more, Line.Form form) {
        var ledger = books.ledger(1);
        var read = withFields(books.read("ada", "r1"), OwnReads.FIELDS_MAX + more);
        ledger.note(read);
        ledger.flush();
        assertThat(books.entries()).containsExactly(read);
        assertThat(((Line.Written) books.lines().getLast()).form()).isEqualTo(form);
    }

    @Test
    void close_afterNotes_writesThemAndSaysSo() {
        var ledger = books.ledger(1);
        ledger.note(books.read("ada", "r1"));
        ledger.close();
        assertThat(books.requestIds()).containsExactly("r1");
        assertThat(books.lines().getLast()).isInstanceOf(Line.Close.class);
    }

    @Test
    void close_afterNothingThatCouldBeLost_writesNothing() {
        books.ledger(1).close();
        var ledger = books.ledger(1);
        ledger.write(books.rotation());
        ledger.close();
        assertThat(books.lines()).hasSize(2);
    }

    @Test
    void note_afterClose_isWrittenAllTheSame() {
        var ledger = new GroupedLedger(
                books.seal, books.store, LedgerConfig.from(Settings.of("ledger: {shards: 1}")), books.clock);
        ledger.note(books.read("ada", "r1"));
        ledger.close();
        ledger.note(books.read("ada", "r2"));
        assertThat(books.requestIds()).containsExactly("r1", "r2");
    }

    @Test
    void note_whereReadsAreToBeDurable_isWrittenBeforeItComesBack() {
        var ledger = books.ledger(1, Reads.DURABLE);
        ledger.note(books.read("ada", "r1"));
        assertThat(books.requestIds()).containsExactly("r1");
        books.store.failAdding(Optional.of(Fault.BEFORE));
        assertThatThrownBy(() -> ledger.note(books.read("ada", "r2"))).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void note_whoseFlushFails_isWrittenOnceByTheNext(Fault fault) {
        var ledger = books.ledger(1);
        ledger.note(books.read("ada", "r1"));
        books.store.failAdding(Optional.of(fault));
        assertThatThrownBy(ledger::flush).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(ledger::flush).isInstanceOf(RuntimeException.class);
        books.store.failAdding(Optional.empty());
        books.store.arrive();
        ledger.note(books.read("eve", "r2"));
        ledger.flush();
        assertThat(books.requestIds()).containsExactly("r1", "r2");
    }

    @Test
    void note_whoseFailedFlushArrivesAfterTheNext_isWrittenOnce() {
        var ledger = books.ledger(1);
        ledger.note(books.read("ada", "r1"));
        books.store.failAdding(Optional.of(Fault.LATE));
        assertThatThrownBy(ledger::flush).isInstanceOf(Unavailable.class);
        books.store.failAdding(Optional.empty());
        ledger.flush();
        assertThat(books.store.arrive()).containsExactly(false);
        assertThat(books.requestIds()).containsExactly("r1");
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE", "MISTAKEN"})
    void write_thatFails_isToldAndNotWrittenLater(Fault fault) {
        var ledger = books.ledger(1);
        ledger.note(books.read("ada", "noted"));
        books.store.failAdding(Optional.of(fault));
        assertThatThrownBy(() -> ledger.write(books.staffRead("ada", "refused")))
                .isInstanceOf(RuntimeException.class);
        books.store.failAdding(Optional.empty());
        ledger.flush();
        assertThat(books.requestIds()).containsExactly("noted");
    }

    @ParameterizedTest
    @EnumSource
    void entry_thatNoLineTakes_isRefusedAndStandsInNobodysWay(Way way) {
        var ledger = books.ledger(1);
        ledger.note(books.read("ada", "noted"));
        var tooLong = way.entry(books, "x".repeat(Line.BYTES_MAX));
        assertThatThrownBy(() -> ledger.note(tooLong)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.write(tooLong)).isInstanceOf(IllegalArgumentException.class);
        ledger.write(books.staffRead("ada", "written"));
        ledger.close();
        assertThat(books.requestIds()).containsExactly("noted", "written");
    }

    /** Who says something. */
    enum Way {
        HERSELF,
        STAFF;

        Entry entry(Books books, String requestId) {
            return this == STAFF ? books.staffRead("ada", requestId) : books.read("ada", requestId);
        }
    }

    @Test
    void write_whileTheMembersKeyCannotBeHad_isRefusedAndStandsInNobodysWay() {
        var ledger = books.ledger(1);
        books.keys.failOnce();
        assertThatThrownBy(() -> ledger.note(books.read("ada", "r1"))).isInstanceOf(Unavailable.class);
        books.keys.failOnce();
        assertThatThrownBy(() -> ledger.write(books.staffRead("ada", "r2"))).isInstanceOf(Unavailable.class);
        ledger.note(books.read("ada", "r3"));
        ledger.write(books.staffRead("ada", "r4"));
        assertThat(books.requestIds()).containsExactly("r3", "r4");
    }

    @Test
    void note_whileTheStoreIsDead_isRefusedOnceTheLeaseIsUsedUp() {
        var ledger = books.ledger(1);
        ledger.note(books.read("ada", "r"));
        books.store.failAdding(Optional.of(Fault.BEFORE));
        numbered(ShardWriter.LEASED - 1).forEach(id -> ledger.note(books.read("m" + id, id)));
        assertThatThrownBy(() -> ledger.note(books.read("ada", "over"))).isInstanceOf(Unavailable.class);
        var adds = books.store.adds;
        assertThatThrownBy(() -> ledger.note(books.read("ada", "over"))).isInstanceOf(Unavailable.class);
        assertThat(books.store.adds).as("nobody tries again at once").isEqualTo(adds);

        books.store.failAdding(Optional.empty());
        books.clock.advance(Duration.ofSeconds(2));
        ledger.note(books.read("ada", "again"));
        ledger.flush();
        assertThat(books.requestIds())
                .hasSize(ShardWriter.LEASED + 1)
                .contains("again")
                .doesNotContain("over");
    }

    @Test
    void note_aboutAMemberErasedBeforeTheFlush_opensForNobody() {
        var ledger = books.ledger(1);
        ledger.note(books.read("ada", "r1"));
        books.keys.bury(new MemberId("ada"), books.clock.instant());
        books.keys.destroy(new MemberId("ada"));
        ledger.flush();
        books.clock.advance(Duration.ofMinutes(2));
        assertThat(books.opened()).containsExactly(new Opened.Erased(new MemberId("ada"), Books.NOON, 1));
    }

    @Test
    void write_aboutAMemberErasedBefore_isReducedAndSaysSo() {
        books.keys.bury(new MemberId("ada"), books.clock.instant());
        books.ledger(1).write(books.staffRead("ada", "r1"));
        assertThat(books.opened()).containsExactly(new Opened.Erased(new MemberId("ada"), Books.NOON, 1));
        assertThat(raw()).contains("she was erased before").doesNotContain("phone", "contact", "call", "sam");
    }

    @Test
    void write_ofAnErasure_canBeReadAfterIt() {
        var ada = new MemberId("ada");
        var erasure = new Entry(
                Books.NOON,
                new Actor.Operator("root"),
                Act.ERASE,
                Optional.of(ada),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "run");
        books.ledger(1).write(erasure);
        books.keys.bury(ada, books.clock.instant());
        books.keys.destroy(ada);
        books.clock.advance(Duration.ofMinutes(2));
        assertThat(books.entries()).containsExactly(erasure);
    }

    @Test
    void write_ofAnErasureOfSomebodyWhoseKeyOpensNoMore_isTaken() {
        books.keys.add(new WrappedKey(new MemberId("ada"), 1, new byte[0]));
        assertThatThrownBy(() -> books.ledger(1).write(books.staffRead("ada", "r1")))
                .isInstanceOf(Malformed.class);
        var erasure = new Entry(
                Books.NOON,
                new Actor.Operator("root"),
                Act.ERASE,
                Optional.of(new MemberId("ada")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "run");

        books.ledger(1).write(erasure);

        assertThat(books.entries()).containsExactly(erasure);
    }

    @Test
    void lines_movedToAnotherMemberTimeIdCountOrForm_openNoMore() {
        books.ledger(1).write(books.staffRead("ada", "r1"));
        var line = (Line.Written) books.lines().getLast();
        books.ledger(1).write(books.staffRead("eve", "r2"));
        var moved = List.of(
                new Line.Written(
                        line.form(), line.at(), line.id(), 1, Optional.of(new MemberId("eve")), line.payload()),
                new Line.Written(line.form(), line.at().plusMillis(1), line.id(), 1, line.about(), line.payload()),
                new Line.Written(line.form(), line.at(), line.id() + 1, 1, line.about(), line.payload()),
                new Line.Written(line.form(), line.at(), line.id(), 2, line.about(), line.payload()),
                new Line.Written(Line.Form.OWN_READS, line.at(), line.id(), 1, line.about(), line.payload()));
        assertThat(moved).allMatch(other -> books.seal.open(other) instanceof Opened.Unreadable);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void write_byManyWritersAtOnce_losesNothingAndDoublesNothing(int shards) throws Exception {
        var confirmed = new ArrayList<Future<String>>();
        var ledgers = new ArrayList<GroupedLedger>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var writer = 0; writer < 4; writer++) {
                var ledger = books.ledger(shards);
                ledgers.add(ledger);
                var name = "w" + writer + "-";
                for (var thread = 0; thread < 4; thread++) {
                    var first = thread * 10;
                    confirmed.add(threads.submit(() -> write(ledger, name, first)));
                }
            }
        }
        for (var one : confirmed) one.get();
        var ids = books.requestIds().stream().filter(id -> !id.equals("run")).toList();
        assertThat(ids).hasSize(4 * 4 * 10);
        assertThat(new HashSet<>(ids)).hasSize(ids.size());
        ledgers.forEach(GroupedLedger::close);
        assertThat(books.requestIds()).hasSize(2 * ids.size());
        assertContinuous();
    }

    private String write(GroupedLedger ledger, String name, int first) {
        for (var i = first; i < first + 10; i++) {
            ledger.write(books.staffRead("m" + i, name + i));
            ledger.note(books.rotation());
        }
        return name;
    }

    private void assertContinuous() {
        for (var shard = 0; shard < Batch.SHARDS_MAX; shard++) {
            var number = 0L;
            var first = 0L;
            for (var batch : books.store.shard(shard).values()) {
                assertThat(batch.number()).isEqualTo(number++);
                assertThat(batch.first()).isEqualTo(first);
                first += batch.parsed().size();
            }
        }
    }

    @Test
    void write_afterAnotherTookOver_goesBehindItUnderANewLease() {
        var paused = books.ledger(1);
        paused.note(books.read("ada", "r1"));
        paused.flush();
        books.ledger(1).write(books.staffRead("eve", "r2"));
        paused.note(books.read("ada", "r3"));
        paused.flush();
        assertThat(books.requestIds()).containsExactly("r1", "r2", "r3");
        assertThat(books.lines())
                .extracting(line -> line.getClass().getSimpleName())
                .containsExactly("Lease", "Written", "Lease", "Written", "Lease", "Written");
        assertContinuous();
    }

    @Test
    void write_besideAWriterThatIsAtWork_takesAnotherShard() {
        books.ledger(2).write(books.rotation());
        books.ledger(2).write(books.rotation());
        assertThat(books.store.shard(0)).hasSize(1);
        assertThat(books.store.shard(1)).hasSize(1);
        books.clock.advance(ShardWriter.QUIET.plusMillis(1));
        books.ledger(2).write(books.rotation());
        assertThat(books.store.shard(0).size() + books.store.shard(1).size()).isEqualTo(3);
    }

    @Test
    void write_whileTheClockGoesBack_keepsTheOrderOfWriting() {
        var ledger = books.ledger(1);
        ledger.write(books.staffRead("ada", "r1"));
        books.clock.advance(Duration.ofHours(-3));
        ledger.write(books.staffRead("ada", "r2"));
        assertThat(books.requestIds()).containsExactly("r1", "r2");
    }

    @Test
    void pointers_ofEntriesAndOfAnHourOfReads_leadToThem() {
        var ledger = books.ledger(1);
        ledger.note(books.read("ada", "r1"));
        ledger.flush();
        ledger.note(books.read("ada", "r2"));
        ledger.write(books.staffRead("ada", "r3"));
        assertThat(books.pointers("ada"))
                .containsExactly(
                        new Pointer(new MemberId("ada"), Books.NOON, 0, 2, 1),
                        new Pointer(new MemberId("ada"), Books.NOON, 0, 1, -1));
    }

    @Test
    void pointers_thatFail_areThereBeforeTheNextBatch() {
        var ledger = books.ledger(1);
        books.store.failPointing(true);
        ledger.write(books.staffRead("ada", "r1"));
        assertThatThrownBy(() -> ledger.write(books.staffRead("ada", "r2"))).isInstanceOf(Unavailable.class);
        books.store.failPointing(false);
        ledger.write(books.staffRead("eve", "r3"));
        assertThat(books.pointers("ada")).hasSize(1);
        assertThat(books.pointers("eve")).hasSize(1);
        assertThat(books.requestIds()).containsExactly("r1", "r3");
    }

    @Test
    void pointers_ofAWriterKilledBeforeThem_arePutBackByWhoeverComesNext() {
        books.store.failPointing(true);
        books.ledger(1).write(books.staffRead("ada", "r1"));
        books.store.failPointing(false);
        books.ledger(1).write(books.rotation());
        assertThat(books.pointers("ada")).hasSize(1);
    }
}
