package io.cloakroom.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.member.MemberId;
import io.cloakroom.record.RecordStore.Added;
import io.cloakroom.record.RecordStore.Marked;
import io.cloakroom.record.RecordStore.Put;
import io.cloakroom.seal.SealedValue;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link RecordStore} must keep. */
public abstract class RecordStoreContract {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final CollectionId PLAN = new CollectionId("plan");
    private static final CollectionId PLAN_B = new CollectionId("plan-b");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123Z");

    private static final Optional<WriteId> WRITE = Optional.of(new WriteId("write-0123456789"));

    /** An empty store. */
    protected abstract RecordStore store();

    /** Raises a member's tombstone where the store made last looks for it. */
    protected abstract void bury(MemberId member);

    /** Makes a record of the store made last one that nobody can read. */
    protected abstract void spoil(MemberId member, CollectionId collection, RecordId id);

    private static SealedRecord record(MemberId member, CollectionId collection, String id, long version) {
        var bytes = new byte[64];
        bytes[0] = 1;
        bytes[4] = 7;
        Map<FieldName, StoredValue> values = Map.of(
                new FieldName("plain"), new StoredValue.Plain("Zoë \"quoted\" \uD83D\uDE00\n"),
                new FieldName("empty"), new StoredValue.Plain(""),
                new FieldName("sealed"),
                        new StoredValue.Sealed(SealedValue.parse(bytes).orElseThrow()));
        return new SealedRecord(member, collection, new RecordId(id), version, NOW, WRITE, values);
    }

    @Test
    void find_written_comesBackEqual() {
        var store = store();
        var record = record(ADA, PLAN, "self", 1);
        assertThat(store.put(record, Marks.NONE)).isEqualTo(Put.DONE);
        assertThat(store.find(ADA, PLAN, RecordId.SELF)).contains(record);
    }

    @Test
    void find_writtenWithoutAName_comesBackEqual() {
        var store = store();
        var named = record(ADA, PLAN, "self", 1);
        var record = new SealedRecord(ADA, PLAN, RecordId.SELF, 1, NOW, Optional.empty(), named.values());
        store.put(record, Marks.NONE);
        assertThat(store.find(ADA, PLAN, RecordId.SELF)).contains(record);
    }

    @Test
    void find_otherMemberCollectionOrId_isEmpty() {
        var store = store();
        store.put(record(ADA, PLAN, "self", 1), Marks.NONE);
        assertThat(store.find(EVE, PLAN, RecordId.SELF)).isEmpty();
        assertThat(store.find(ADA, PLAN_B, RecordId.SELF)).isEmpty();
        assertThat(store.find(ADA, PLAN, new RecordId("other"))).isEmpty();
    }

    @Test
    void put_nextVersion_replacesTheRecord() {
        var store = store();
        store.put(record(ADA, PLAN, "self", 1), Marks.NONE);
        assertThat(store.put(record(ADA, PLAN, "self", 2), Marks.NONE)).isEqualTo(Put.DONE);
        assertThat(store.find(ADA, PLAN, RecordId.SELF).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void put_anyOtherVersion_changesNothing() {
        var store = store();
        assertThat(store.put(record(ADA, PLAN, "self", 2), Marks.NONE)).isEqualTo(Put.CONFLICT);
        store.put(record(ADA, PLAN, "self", 1), Marks.NONE);
        assertThat(store.put(record(ADA, PLAN, "self", 1), Marks.NONE)).isEqualTo(Put.CONFLICT);
        assertThat(store.put(record(ADA, PLAN, "self", 3), Marks.NONE)).isEqualTo(Put.CONFLICT);
        assertThat(store.find(ADA, PLAN, RecordId.SELF).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void put_manyAtOnce_letsOneWin() throws Exception {
        var store = store();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> store.put(record(ADA, PLAN, "self", 1), Marks.NONE)))
                    .toList();
            var wins = 0;
            for (var attempt : tries) wins += attempt.get() == Put.DONE ? 1 : 0;
            assertThat(wins).isEqualTo(1);
        }
    }

    @Test
    void list_aCollection_isInOrderAndOfThisMemberAlone() {
        var store = store();
        for (var id : List.of("b", "a", "c")) store.put(record(ADA, PLAN, id, 1), Marks.NONE);
        store.put(record(ADA, PLAN_B, "x", 1), Marks.NONE);
        store.put(record(EVE, PLAN, "y", 1), Marks.NONE);
        assertThat(store.list(ADA, PLAN, Optional.empty(), 10))
                .extracting(found -> found.id().value())
                .containsExactly("a", "b", "c");
    }

    @Test
    void list_afterAnId_goesOnBehindIt() {
        var store = store();
        for (var id : List.of("a", "b", "c")) store.put(record(ADA, PLAN, id, 1), Marks.NONE);
        assertThat(store.list(ADA, PLAN, Optional.of(new RecordId("a")), 1))
                .extracting(found -> found.id().value())
                .containsExactly("b");
    }

    @Test
    void list_limit_isCheckedOnBothSides() {
        var store = store();
        assertThat(store.list(ADA, PLAN, Optional.empty(), RecordStore.LIST_MAX))
                .isEmpty();
        assertThatThrownBy(() -> store.list(ADA, PLAN, Optional.empty(), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.list(ADA, PLAN, Optional.empty(), RecordStore.LIST_MAX + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** DynamoDB ends an answer at 1 MB. */
    @Test
    void listAndSome_ofManyBigRecords_areAllOfThem() {
        var store = store();
        for (var i = 10; i < 40; i++) store.put(big(i), Marks.NONE);

        var listed = new ArrayList<SealedRecord>();
        var page = store.list(ADA, PLAN, Optional.empty(), 25);
        while (RecordStore.isFull(page, 25)) {
            listed.addAll(page);
            page = store.list(ADA, PLAN, Optional.of(page.getLast().id()), 25);
        }
        listed.addAll(page);
        assertThat(listed).hasSize(30).doesNotHaveDuplicates();
        assertThat(store.some(ADA, RecordStore.LIST_MAX)).hasSize(30);
        assertThat(store.some(ADA, 29)).hasSize(29);
    }

    private static SealedRecord big(int number) {
        Map<FieldName, StoredValue> values = Map.of(new FieldName("plain"), new StoredValue.Plain("x".repeat(100_000)));
        return new SealedRecord(ADA, PLAN, new RecordId("r" + number), 1, NOW, WRITE, values);
    }

    private static SealedRecord sized(String id, int bytes) {
        var value = new StoredValue.Plain("x".repeat(bytes - PHONE.value().length()));
        return new SealedRecord(ADA, PLAN, new RecordId(id), 1, Instant.EPOCH, Optional.empty(), Map.of(PHONE, value));
    }

    @Test
    void list_ofLargeRecords_endsWithTheOneThatReachesItsBytes() throws Exception {
        var store = store();
        var quarter = RecordStore.LIST_BYTES / 4;
        for (var id : List.of("a", "b", "c")) store.put(sized(id, quarter), Marks.NONE);
        store.put(sized("d", quarter - 1), Marks.NONE);
        for (var id : List.of("e", "f", "g", "h", "i", "j")) store.put(sized(id, SealedRecord.BYTES_MAX), Marks.NONE);

        var first = store.list(ADA, PLAN, Optional.empty(), 100);
        var second = store.list(ADA, PLAN, Optional.of(new RecordId("e")), 100);
        var rest = store.list(ADA, PLAN, Optional.of(new RecordId("h")), 100);

        assertThat(ids(first)).isEqualTo("abcde");
        assertThat(ids(second)).isEqualTo("fgh");
        assertThat(ids(rest)).isEqualTo("ij");
        assertThat(List.of(first, second)).allMatch(list -> RecordStore.isFull(list, 100));
        assertThat(RecordStore.isFull(rest, 100)).isFalse();
        assertThat(ids(store.list(ADA, PLAN, Optional.empty(), 4))).isEqualTo("abcd");
    }

    private static String ids(List<SealedRecord> records) {
        return records.stream().map(record -> record.id().value()).collect(Collectors.joining());
    }

    /** Of as many fields as a collection has, with all that stands beside them at its longest. */
    private static SealedRecord large(String id, int bytes) {
        var collection = new CollectionId("c".repeat(64));
        var values = new HashMap<FieldName, StoredValue>();
        for (var i = 100; i < 199; i++) values.put(name(i), new StoredValue.Plain("\u00eb".repeat(1500)));
        var left = bytes - 100 * 64 - 99 * 3000;
        values.put(name(199), new StoredValue.Sealed(sealed(left)));
        var member = new MemberId("m".repeat(128));
        var write = Optional.of(new WriteId("w".repeat(64)));
        return new SealedRecord(member, collection, new RecordId(id), 1, NOW, write, values);
    }

    private static FieldName name(int number) {
        return new FieldName("f".repeat(61) + number);
    }

    private static SealedValue sealed(int length) {
        var bytes = new byte[length];
        bytes[0] = 1;
        return SealedValue.parse(bytes).orElseThrow();
    }

    @Test
    void record_asLargeAsOneMayBe_comesBackEqualAndALargerOneIsNotTaken() {
        var store = store();
        var largest = large("r".repeat(64), SealedRecord.BYTES_MAX);
        var added = large(own(0), SealedRecord.BYTES_MAX);
        var marks = phone("m1");

        assertThat(store.put(largest, marks)).isEqualTo(Put.DONE);
        assertThat(store.add(added, 2, marks)).isEqualTo(Added.DONE);
        assertThat(store.find(largest.member(), largest.collection(), largest.id()))
                .contains(largest);
        assertThat(store.list(added.member(), added.collection(), Optional.empty(), 10))
                .containsExactlyInAnyOrder(largest, added);

        assertThat(store.put(large("other", SealedRecord.BYTES_MAX + 1), marks)).isEqualTo(Put.TOO_LARGE);
        assertThat(store.add(large(own(1), SealedRecord.BYTES_MAX + 1), 2, marks))
                .isEqualTo(Added.TOO_LARGE);
        assertThat(store.some(largest.member(), 10)).hasSize(2);
        assertThat(store.add(large(own(1), 390_000), 2, marks)).isEqualTo(Added.DONE);
    }

    @Test
    void put_ofAnErasedMember_changesNothing() {
        var store = store();
        store.put(record(ADA, PLAN, "self", 1), Marks.NONE);
        bury(ADA);

        assertThat(store.put(record(ADA, PLAN, "self", 2), Marks.NONE)).isEqualTo(Put.ERASED);
        assertThat(store.put(record(ADA, PLAN, "other", 1), Marks.NONE)).isEqualTo(Put.ERASED);
        assertThat(store.put(record(EVE, PLAN, "self", 1), Marks.NONE)).isEqualTo(Put.DONE);
        assertThat(store.find(ADA, PLAN, RecordId.SELF).orElseThrow().version()).isEqualTo(1);
        assertThat(store.find(ADA, PLAN, new RecordId("other"))).isEmpty();
    }

    @Test
    void some_ofAMember_areOfEveryCollectionAndHersAlone() {
        var store = store();
        for (var id : List.of("a", "b")) store.put(record(ADA, PLAN, id, 1), Marks.NONE);
        store.put(record(ADA, PLAN_B, "c", 1), Marks.NONE);
        store.put(record(EVE, PLAN, "d", 1), Marks.NONE);

        assertThat(store.some(ADA, 10))
                .containsExactlyInAnyOrder(
                        record(ADA, PLAN, "a", 1), record(ADA, PLAN, "b", 1), record(ADA, PLAN_B, "c", 1));
        assertThat(store.some(ADA, 2)).hasSize(2);
    }

    @Test
    void delete_aRecord_takesThatOneAway() {
        var store = store();
        for (var id : List.of("a", "b")) store.put(record(ADA, PLAN, id, 1), Marks.NONE);
        store.delete(ADA, PLAN, new RecordId("a"));
        store.delete(ADA, PLAN, new RecordId("a"));
        store.delete(EVE, PLAN, new RecordId("b"));

        assertThat(store.some(ADA, 10)).containsExactly(record(ADA, PLAN, "b", 1));
    }

    @Test
    void delete_byVersion_takesThatOneAwayAndNoOtherVersion() {
        var store = store();
        var id = new RecordId("a");
        store.put(record(ADA, PLAN, "a", 1), Marks.NONE);
        store.put(record(ADA, PLAN, "a", 2), Marks.NONE);
        store.put(record(ADA, PLAN, "b", 1), Marks.NONE);

        assertThat(store.delete(ADA, PLAN, id, 1)).isFalse();
        assertThat(store.delete(ADA, PLAN, id, 3)).isFalse();
        assertThat(store.delete(EVE, PLAN, id, 2)).isFalse();
        assertThat(store.find(ADA, PLAN, id)).contains(record(ADA, PLAN, "a", 2));
        assertThat(store.delete(ADA, PLAN, id, 2)).isTrue();
        assertThat(store.delete(ADA, PLAN, id, 2)).isFalse();
        assertThat(store.some(ADA, 10)).containsExactly(record(ADA, PLAN, "b", 1));
    }

    @Test
    void delete_byVersionManyAtOnce_letsOneWin() throws Exception {
        var store = store();
        store.put(record(ADA, PLAN, "a", 1), Marks.NONE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> store.delete(ADA, PLAN, new RecordId("a"), 1)))
                    .toList();
            var wins = 0;
            for (var attempt : tries) wins += attempt.get() ? 1 : 0;
            assertThat(wins).isEqualTo(1);
        }
    }

    private static String own(int number) {
        return RecordId.own(NOW, "random0000000000".substring(0, 12) + (1000 + number))
                .value();
    }

    @Test
    void add_toTheLastPlace_isDoneAndNoFurther() {
        var store = store();
        for (var i = 0; i < 5; i++) store.put(record(ADA, PLAN, "imported-" + i, 1), Marks.NONE);
        for (var i = 0; i < 3; i++)
            assertThat(store.add(record(ADA, PLAN, own(i), 1), 3, Marks.NONE)).isEqualTo(Added.DONE);

        assertThat(store.add(record(ADA, PLAN, own(3), 1), 3, Marks.NONE)).isEqualTo(Added.FULL);
        assertThat(store.find(ADA, PLAN, new RecordId(own(3)))).isEmpty();
        assertThat(store.find(ADA, PLAN, new RecordId(own(0)))).contains(record(ADA, PLAN, own(0), 1));
        assertThat(store.add(record(ADA, PLAN_B, own(3), 1), 3, Marks.NONE)).isEqualTo(Added.DONE);
        assertThat(store.add(record(EVE, PLAN, own(3), 1), 3, Marks.NONE)).isEqualTo(Added.DONE);
        assertThat(store.add(record(ADA, PLAN, own(3), 1), 4, Marks.NONE)).isEqualTo(Added.DONE);
    }

    @Test
    void add_whatIsThere_changesNothingAndTakesNoPlace() {
        var store = store();
        assertThat(store.add(record(ADA, PLAN, own(0), 1), 2, Marks.NONE)).isEqualTo(Added.DONE);
        assertThat(store.add(record(ADA, PLAN, own(0), 1), 2, Marks.NONE)).isEqualTo(Added.THERE);
        assertThat(store.add(record(ADA, PLAN, own(1), 1), 2, Marks.NONE)).isEqualTo(Added.DONE);
        assertThat(store.add(record(ADA, PLAN, own(0), 1), 2, Marks.NONE)).isEqualTo(Added.THERE);
    }

    @Test
    void delete_anAddedOne_makesRoomForOne() {
        var store = store();
        for (var i = 0; i < 2; i++) store.add(record(ADA, PLAN, own(i), 1), 2, Marks.NONE);
        store.put(record(ADA, PLAN, own(1), 2), Marks.NONE);
        assertThat(store.delete(ADA, PLAN, new RecordId(own(1)), 1)).isFalse();
        assertThat(store.add(record(ADA, PLAN, own(2), 1), 2, Marks.NONE)).isEqualTo(Added.FULL);

        assertThat(store.delete(ADA, PLAN, new RecordId(own(1)), 2)).isTrue();
        assertThat(store.delete(ADA, PLAN, new RecordId(own(1)), 2)).isFalse();
        assertThat(store.add(record(ADA, PLAN, own(2), 1), 2, Marks.NONE)).isEqualTo(Added.DONE);
        assertThat(store.add(record(ADA, PLAN, own(3), 1), 2, Marks.NONE)).isEqualTo(Added.FULL);
    }

    /** What was exported comes back under the id that it had. */
    @Test
    void put_ofAnOwnId_takesAPlaceAndItsDeletionGivesItBack() {
        var store = store();
        for (var i = 0; i < 3; i++)
            assertThat(store.put(record(ADA, PLAN, own(i), 1), Marks.NONE)).isEqualTo(Put.DONE);
        assertThat(store.put(record(ADA, PLAN, own(0), 1), Marks.NONE)).isEqualTo(Put.CONFLICT);
        assertThat(store.put(record(ADA, PLAN, own(0), 2), Marks.NONE)).isEqualTo(Put.DONE);
        store.put(record(ADA, PLAN, RecordId.OWN + "alike", 1), Marks.NONE);

        assertThat(store.add(record(ADA, PLAN, own(3), 1), 2, Marks.NONE)).isEqualTo(Added.FULL);
        assertThat(store.add(record(ADA, PLAN, own(3), 1), 4, Marks.NONE)).isEqualTo(Added.DONE);
        store.delete(ADA, PLAN, new RecordId(RecordId.OWN + "alike"), 1);
        assertThat(store.delete(ADA, PLAN, new RecordId(own(0)), 2)).isTrue();
        for (var i = 1; i < 4; i++)
            assertThat(store.delete(ADA, PLAN, new RecordId(own(i)), 1)).isTrue();

        assertThat(store.add(record(ADA, PLAN, own(4), 1), 1, Marks.NONE)).isEqualTo(Added.DONE);
        assertThat(store.add(record(ADA, PLAN, own(5), 1), 1, Marks.NONE)).isEqualTo(Added.FULL);
    }

    @Test
    void add_manyAtOnce_fillsThePlacesAndNoMore() throws Exception {
        var store = store();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = IntStream.range(0, 12)
                    .mapToObj(number ->
                            threads.submit(() -> store.add(record(ADA, PLAN, own(number), 1), 5, Marks.NONE)))
                    .toList();
            var done = 0;
            for (var attempt : tries) done += attempt.get() == Added.DONE ? 1 : 0;
            assertThat(done).isEqualTo(5);
        }
        assertThat(store.list(ADA, PLAN, Optional.empty(), 100)).hasSize(5);
    }

    @Test
    void add_ofAnErasedMember_changesNothing() {
        var store = store();
        bury(ADA);
        assertThat(store.add(record(ADA, PLAN, own(0), 1), 2, Marks.NONE)).isEqualTo(Added.ERASED);
        assertThat(store.some(ADA, 10)).isEmpty();
    }

    @Test
    void forget_afterHerRecords_leavesNothingCounted() {
        var store = store();
        for (var i = 0; i < 2; i++) store.add(record(ADA, PLAN, own(i), 1), 2, Marks.NONE);
        for (var i = 0; i < 2; i++) store.delete(ADA, PLAN, new RecordId(own(i)));
        store.add(record(EVE, PLAN, own(0), 1), 1, Marks.NONE);

        store.forget(ADA);

        for (var i = 0; i < 2; i++)
            assertThat(store.add(record(ADA, PLAN, own(i), 1), 2, Marks.NONE)).isEqualTo(Added.DONE);
        assertThat(store.add(record(EVE, PLAN, own(1), 1), 1, Marks.NONE)).isEqualTo(Added.FULL);
    }

    @Test
    void spoiltRecord_isReadByNobodyAndForgottenWithTheRest() {
        var store = store();
        for (var id : List.of("a", "b", "c")) store.put(record(ADA, PLAN, id, 1), Marks.NONE);
        store.put(record(EVE, PLAN, "a", 1), Marks.NONE);
        for (var id : List.of("a", "b")) spoil(ADA, PLAN, new RecordId(id));

        assertThatThrownBy(() -> store.find(ADA, PLAN, new RecordId("a"))).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> store.list(ADA, PLAN, Optional.empty(), 10)).isInstanceOf(Malformed.class);
        assertThat(store.some(ADA, 1)).containsExactly(record(ADA, PLAN, "c", 1));
        store.delete(ADA, PLAN, new RecordId("c"));
        assertThat(store.forget(ADA)).isEqualTo(2);

        assertThat(store.forget(ADA)).isZero();
        assertThat(store.list(ADA, PLAN, Optional.empty(), 10)).isEmpty();
        assertThat(store.list(EVE, PLAN, Optional.empty(), 10)).hasSize(1);
    }

    private static final FieldName PHONE = new FieldName("phone");
    private static final FieldName MAIL = new FieldName("mail");

    private static Marks phone(String mark) {
        return new Marks(Map.of(PHONE, mark), Set.of(MAIL));
    }

    /** An index may be a moment behind. Whoever expects none has first seen a later mark there. */
    private static List<Marked> marked(RecordStore store, String mark, int expected) throws InterruptedException {
        var found = store.marked(PLAN, PHONE, mark, 100);
        for (var i = 0; i < 100 && found.size() != expected; i++) {
            Thread.sleep(20);
            found = store.marked(PLAN, PHONE, mark, 100);
        }
        return found;
    }

    @Test
    void marked_ofEverybody_areThoseOfThatFieldAndMark() throws Exception {
        var store = store();
        store.put(record(ADA, PLAN, "a", 1), phone("m1"));
        store.put(record(EVE, PLAN, "b", 1), phone("m1"));
        store.put(record(EVE, PLAN, "c", 1), phone("m2"));
        store.put(record(ADA, PLAN_B, "d", 1), phone("m1"));
        store.put(record(ADA, PLAN, "e", 1), new Marks(Map.of(MAIL, "m1"), Set.of(PHONE)));
        store.add(record(ADA, PLAN, own(0), 1), 1, phone("m1"));
        store.add(record(ADA, PLAN, own(1), 1), 1, phone("m1"));

        assertThat(marked(store, "m1", 3))
                .containsExactlyInAnyOrder(
                        new Marked(ADA, new RecordId("a")),
                        new Marked(EVE, new RecordId("b")),
                        new Marked(ADA, new RecordId(own(0))));
        assertThat(marked(store, "m3", 0)).isEmpty();
        assertThat(store.some(ADA, 100)).hasSize(4);
    }

    @Test
    void put_aLaterVersion_leavesNoMarkBehind() throws Exception {
        var store = store();
        store.put(record(ADA, PLAN, "a", 1), phone("m1"));
        store.put(record(ADA, PLAN, "a", 2), phone("m2"));
        assertThat(marked(store, "m2", 1)).hasSize(1);
        assertThat(marked(store, "m1", 0)).isEmpty();

        assertThat(store.put(record(ADA, PLAN, "a", 2), phone("m3"))).isEqualTo(Put.CONFLICT);
        store.put(record(ADA, PLAN, "a", 3), new Marks(Map.of(), Set.of(PHONE, MAIL)));
        store.put(record(ADA, PLAN, "b", 1), phone("m4"));

        assertThat(marked(store, "m4", 1)).hasSize(1);
        assertThat(marked(store, "m2", 0)).isEmpty();
        assertThat(marked(store, "m3", 0)).isEmpty();
    }

    @Test
    void mark_aRecordAnew_replacesAllItsMarks() throws Exception {
        var store = store();
        store.put(record(ADA, PLAN, "a", 1), new Marks(Map.of(MAIL, "m1"), Set.of()));

        assertThat(store.mark(record(ADA, PLAN, "a", 1), new Marks(Map.of(PHONE, "m2"), Set.of())))
                .isTrue();
        assertThat(marked(store, "m2", 1)).hasSize(1);
        assertThat(store.marked(PLAN, MAIL, "m1", 100)).isEmpty();
        assertThat(store.mark(record(ADA, PLAN, "a", 2), phone("m3"))).isFalse();
        assertThat(store.mark(record(ADA, PLAN, "none", 1), phone("m3"))).isFalse();
        bury(ADA);
        assertThat(store.mark(record(ADA, PLAN, "a", 1), phone("m3"))).isFalse();
        store.put(record(EVE, PLAN, "a", 1), phone("m4"));
        assertThat(marked(store, "m4", 1)).hasSize(1);
        assertThat(marked(store, "m3", 0)).isEmpty();
    }

    @Test
    void delete_aRecord_takesItsMarksAlong() throws Exception {
        var store = store();
        for (var id : List.of("a", "b")) store.put(record(ADA, PLAN, id, 1), phone("m1"));

        assertThat(store.delete(ADA, PLAN, new RecordId("a"), 2)).isFalse();
        assertThat(marked(store, "m1", 2)).hasSize(2);
        assertThat(store.delete(ADA, PLAN, new RecordId("a"), 1)).isTrue();
        assertThat(marked(store, "m1", 1)).containsExactly(new Marked(ADA, new RecordId("b")));
    }

    @Test
    void forget_aMember_leavesNoMarkOfHers() throws Exception {
        var store = store();
        for (var i = 0; i < 120; i++) store.put(record(ADA, PLAN, "r" + i, 1), phone("m1"));
        store.put(record(EVE, PLAN, "a", 1), phone("m1"));
        for (var i = 0; i < 120; i++) store.delete(ADA, PLAN, new RecordId("r" + i));

        store.forget(ADA);

        assertThat(marked(store, "m1", 1)).containsExactly(new Marked(EVE, new RecordId("a")));
    }
}
