package io.cloakroom.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.FakeLedger;
import io.cloakroom.ledger.Ledger;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.Collections;
import io.cloakroom.record.Erasure;
import io.cloakroom.record.FakeRecordStore;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.Marks;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.StoredValue;
import io.cloakroom.seal.FakeMemberKeyStore;
import io.cloakroom.seal.WrappedKey;
import io.cloakroom.site.SiteId;
import io.cloakroom.token.SettableClock;
import io.cloakroom.upkeep.Erasures.Outcome;
import io.cloakroom.upkeep.Erasures.Standing;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErasuresTest {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Actor HERSELF = new Actor.Member(ADA, new SiteId("demo"));
    private static final Actor JOB = new Actor.Job("erasure");

    private final SettableClock clock = new SettableClock(NOON);
    private final FakeUpkeepStore store = new FakeUpkeepStore();
    private final DyingKeys keys = new DyingKeys();
    private final FakeRecordStore records = new FakeRecordStore(keys::isErased);
    private final FakeLedger ledger = new FakeLedger();
    private final List<MemberId> signedOut = new ArrayList<>();
    private final Erasures erasures = erasures(ledger);

    /** A store of keys behind whose tombstones a process is killed when it is told to. */
    private static final class DyingKeys extends FakeMemberKeyStore {
        private boolean isDying;

        @Override
        public synchronized int destroy(MemberId member) {
            if (isDying) throw new Unavailable("store", null);
            return super.destroy(member);
        }
    }

    private Erasures erasures(Ledger into) {
        return new Erasures(
                new ErasureConfig(WEEK),
                store,
                new Erasure(keys, records, new Collections(List.of()), clock),
                keys,
                member -> {
                    signedOut.add(member);
                    return 2;
                },
                _ -> {},
                into,
                clock);
    }

    @BeforeEach
    void fill() {
        for (var member : List.of(ADA, EVE)) {
            keys.add(new WrappedKey(member, 1, new byte[] {1}));
            for (var i = 0; i < 3; i++) write(member, i);
        }
    }

    private void write(MemberId member, int i) {
        records.put(
                new SealedRecord(
                        member,
                        new CollectionId("contact"),
                        new RecordId("r" + i),
                        1,
                        NOON,
                        Optional.empty(),
                        Map.of(new FieldName("greeting"), new StoredValue.Plain("Dear"))),
                Marks.NONE);
    }

    private int run(Erasures by, String holder) {
        return by.run(holder, JOB, "run-1", (_, _) -> {});
    }

    private List<Act> acts() {
        return ledger.entries.stream().map(Entry::act).toList();
    }

    @Test
    void ask_waitsAsLongAsIsSet_andIsDoneThen() {
        erasures.ask(HERSELF, ADA, "request-1");
        clock.advance(WEEK.minusMillis(1));
        assertThat(run(erasures, "a")).isZero();
        assertThat(erasures.standing(ADA)).isInstanceOf(Standing.Leaving.class);
        assertThat(records.some(ADA, 10)).hasSize(3);

        clock.advance(Duration.ofMillis(1));
        assertThat(run(erasures, "a")).isEqualTo(1);

        assertThat(records.some(ADA, 10)).isEmpty();
        assertThat(signedOut).containsExactly(ADA);
        assertThat(erasures.standing(ADA)).isEqualTo(new Standing.Gone(NOON.plus(WEEK)));
        assertThat(erasures.standing(EVE)).isEqualTo(new Standing.Here());
        assertThat(records.some(EVE, 10)).hasSize(3);
        assertThat(run(erasures, "a")).isZero();
        assertThat(acts()).containsExactly(Act.ERASURE_ASKED, Act.ERASE);
        assertThat(ledger.entries.getLast().actor()).isEqualTo(JOB);
        assertThat(ledger.entries.getLast().about()).contains(ADA);
    }

    @Test
    void ask_again_doesNotPutItOff() {
        erasures.ask(HERSELF, ADA, "request-1");
        clock.advance(Duration.ofDays(6));
        erasures.ask(HERSELF, ADA, "request-2");
        clock.advance(Duration.ofDays(1));

        assertThat(run(erasures, "a")).isEqualTo(1);
        assertThat(acts()).containsExactly(Act.ERASURE_ASKED, Act.ERASE);
    }

    @Test
    void keep_whileItWaits_keepsAllAndIsAccountedFor() {
        erasures.ask(HERSELF, ADA, "request-1");
        assertThat(erasures.keep(HERSELF, ADA, "conflict", "request-2")).isTrue();
        assertThat(erasures.keep(HERSELF, ADA, "conflict", "request-3")).isTrue();
        clock.advance(WEEK);

        assertThat(run(erasures, "a")).isZero();
        assertThat(records.some(ADA, 10)).hasSize(3);
        assertThat(acts()).containsExactly(Act.ERASURE_ASKED, Act.ERASURE_CANCELLED);
    }

    @Test
    void keep_whenItHasBegun_isTooLateAndSaidSo() {
        erasures.ask(HERSELF, ADA, "request-1");
        clock.advance(WEEK);
        store.begin(ADA, "a", clock.instant(), clock.instant().plusSeconds(60));

        assertThat(erasures.keep(HERSELF, ADA, "conflict", "request-2")).isFalse();
        assertThat(ledger.entries.getLast().refusal()).contains("conflict");
        assertThat(run(erasures, "a")).isEqualTo(1);
        assertThat(erasures.keep(HERSELF, ADA, "conflict", "request-3")).isFalse();
    }

    @Test
    void keepAndRun_inTheSameMoment_eraseHerWhollyOrNotAtAll() throws Exception {
        for (var round = 0; round < 200; round++) {
            var member = new MemberId("m" + round);
            keys.add(new WrappedKey(member, 1, new byte[] {1}));
            for (var i = 0; i < 3; i++) write(member, i);
            store.ask(member, clock.instant(), clock.instant());
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var keeping = threads.submit(() -> erasures.keep(HERSELF, member, "conflict", "request"));
                threads.submit(() -> run(erasures, "a")).get();
                var isKept = keeping.get();
                assertThat(keys.isErased(member)).isNotEqualTo(isKept);
                assertThat(records.some(member, 10)).hasSize(isKept ? 3 : 0);
            }
        }
    }

    @Test
    void run_killedOnTheWay_isEndedByTheNextOne() {
        erasures.ask(HERSELF, ADA, "request-1");
        clock.advance(WEEK);
        // Killed before the ledger had it.
        var dead = new Ledger() {
            @Override
            public void write(Entry entry) {
                throw new Unavailable("ledger", null);
            }

            @Override
            public void note(Entry entry) {}
        };
        assertThatThrownBy(() -> run(erasures(dead), "killed")).isInstanceOf(Unavailable.class);
        assertThat(keys.isErased(ADA)).isFalse();
        assertThat(acts()).containsExactly(Act.ERASURE_ASKED);
        // Killed behind the tombstone: her keys and records are still there.
        clock.advance(Erasures.HELD_FOR);
        keys.isDying = true;
        assertThatThrownBy(() -> run(erasures, "killed")).isInstanceOf(Unavailable.class);
        keys.isDying = false;
        assertThat(keys.isErased(ADA)).isTrue();
        assertThat(records.some(ADA, 10)).hasSize(3);
        assertThat(acts()).containsExactly(Act.ERASURE_ASKED, Act.ERASE);

        assertThat(run(erasures, "b")).isZero();
        clock.advance(Erasures.HELD_FOR);
        assertThat(run(erasures, "b")).isEqualTo(1);

        assertThat(records.some(ADA, 10)).isEmpty();
        assertThat(store.departure(ADA)).isEmpty();
        assertThat(acts())
                .as("it was accounted for once, before the tombstone")
                .containsExactly(Act.ERASURE_ASKED, Act.ERASE);
    }

    @Test
    void run_spoiltRecordsAndKeys_areErasedWithTheRest() {
        keys.add(new WrappedKey(ADA, 2, new byte[0]));
        for (var i = 0; i < 2; i++) records.spoil(ADA, new CollectionId("contact"), new RecordId("r" + i));
        store.ask(ADA, NOON, NOON);
        var outcomes = new ArrayList<Outcome>();

        assertThat(erasures.run("a", JOB, "run-1", (_, outcome) -> outcomes.add(outcome)))
                .isEqualTo(1);

        var receipt = ((Outcome.Erased) outcomes.getFirst()).receipt();
        assertThat(receipt.keys()).isEqualTo(2);
        assertThat(receipt.records()).isEqualTo(Map.of("contact", 1));
        assertThat(receipt.spoilt()).isEqualTo(2);
        assertThat(records.list(ADA, new CollectionId("contact"), Optional.empty(), 10))
                .isEmpty();
        assertThat(store.departure(ADA)).isEmpty();
    }

    @Test
    void run_oneOfWhomNobodyKnowsWhen_isToldAndKeepsNobodyElseFromIt() {
        for (var member : List.of(ADA, EVE)) store.ask(member, NOON, NOON);
        store.spoil(ADA);
        var outcomes = new HashMap<MemberId, Outcome>();

        assertThat(erasures.run("a", JOB, "run-1", outcomes::put)).isEqualTo(1);

        assertThat(outcomes.get(ADA)).isInstanceOf(Outcome.Stuck.class);
        assertThat(keys.isErased(ADA)).isFalse();
        assertThat(keys.isErased(EVE)).isTrue();
        assertThat(erasures.due().spoilt()).containsExactly(ADA);
    }

    @Test
    void run_oneWhoCannotBeErased_keepsNobodyElseFromIt() {
        for (var member : List.of(ADA, EVE)) store.ask(member, NOON, NOON);
        var broken = new Ledger() {
            @Override
            public void write(Entry entry) {
                if (entry.about().equals(Optional.of(ADA))) throw new Malformed("ledger", "a line");
                ledger.write(entry);
            }

            @Override
            public void note(Entry entry) {}
        };
        var outcomes = new HashMap<MemberId, Outcome>();

        assertThat(erasures(broken).run("a", JOB, "run-1", outcomes::put)).isEqualTo(1);

        assertThat(outcomes.get(ADA)).isInstanceOf(Outcome.Stuck.class);
        assertThat(outcomes.get(EVE)).isInstanceOf(Outcome.Erased.class);
        assertThat(records.some(ADA, 10)).hasSize(3);
        assertThat(store.departure(ADA)).isPresent();
        assertThat(store.departure(EVE)).isEmpty();
    }

    @Test
    void run_manyAtOnce_oneErasesEach() throws Exception {
        for (var i = 0; i < 150; i++) store.ask(new MemberId("m" + i), NOON, NOON);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> run(erasures, "a"));
            var other = threads.submit(() -> run(erasures, "b"));
            assertThat(one.get() + other.get()).isEqualTo(150);
        }
        assertThat(acts()).hasSize(150).containsOnly(Act.ERASE);
    }
}
