package io.cloakroom.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.config.Settings;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.FakeLedger;
import io.cloakroom.ledger.Ledger;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.FakeFactStore;
import io.cloakroom.membership.Walks.Walk;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.Collections;
import io.cloakroom.record.FakeRecordStore;
import io.cloakroom.record.Marks;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.seal.Everybody;
import io.cloakroom.seal.FakeMemberKeyStore;
import io.cloakroom.seal.MemberKeyStore;
import io.cloakroom.seal.WrappedKey;
import io.cloakroom.site.Sites;
import io.cloakroom.token.SettableClock;
import io.cloakroom.upkeep.Sweep.Result;
import io.cloakroom.upkeep.Sweep.Run;
import io.cloakroom.upkeep.Sweep.Sum;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final CollectionId NOTES = new CollectionId("notes");
    private static final CollectionId KEPT = new CollectionId("kept");
    private static final int MEMBERS = 230;

    private final SettableClock clock = new SettableClock(NOON);
    private final FakeMemberKeyStore keys = new FakeMemberKeyStore();
    private final FakeRecordStore records = new FakeRecordStore(keys::isErased);
    private final FakeFactStore walks = new FakeFactStore();
    private final FakeLedger ledger = new FakeLedger();

    private static Collections collections() {
        var settings = Settings.of("""
                sites:
                  demo:
                    origins: https://www.example.test
                    client-id: client
                    client-secret: secret
                    public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                collections:
                  notes: {sites: demo, records: many, retention: P30D, fields: {x: {}}}
                  kept: {sites: demo, records: many, fields: {x: {}}}
                """);
        return Collections.from(settings, Sites.from(settings));
    }

    private Sweep sweep(Ledger into) {
        return new Sweep(collections(), new Everybody(keys), records, walks, into, clock);
    }

    private static Sum sum(long members, long due, long deleted) {
        return new Sum(members, due, deleted, List.of());
    }

    private static Run run(String holder) {
        return new Run(holder, new Actor.Job("retention"), "run-1");
    }

    private static MemberId member(int i) {
        return new MemberId("m" + i);
    }

    private void write(MemberId member, CollectionId collection, String id, long version, Instant at) {
        records.put(
                new SealedRecord(member, collection, new RecordId(id), version, at, Optional.empty(), Map.of()),
                Marks.NONE);
    }

    @BeforeEach
    void fill() {
        for (var i = 0; i < MEMBERS; i++) {
            keys.add(new WrappedKey(member(i), 1, new byte[] {1}));
            write(member(i), NOTES, "old", 1, NOON.minus(Duration.ofDays(30)));
            write(member(i), NOTES, "young", 1, NOON.minus(Duration.ofDays(30)).plusMillis(1));
            write(member(i), KEPT, "old", 1, Instant.EPOCH);
        }
    }

    @Test
    void look_changesNothing() {
        assertThat(sweep(ledger).look(_ -> {})).isEqualTo(sum(MEMBERS, MEMBERS, 0));
        assertThat(records.some(member(0), 10)).hasSize(3);
        assertThat(ledger.entries).isEmpty();
    }

    @Test
    void run_deletesWhatIsOldAndNothingElse() {
        assertThat(sweep(ledger).run(run("a"), _ -> {})).isEqualTo(new Result.Done(sum(MEMBERS, MEMBERS, MEMBERS)));
        for (var i = 0; i < MEMBERS; i++) {
            assertThat(records.some(member(i), 10))
                    .extracting(record ->
                            record.collection().value() + " " + record.id().value())
                    .containsExactlyInAnyOrder("notes young", "kept old");
        }
        assertThat(ledger.entries).hasSize(MEMBERS).allSatisfy(entry -> {
            assertThat(entry.act()).isEqualTo(Act.DELETE);
            assertThat(entry.actor()).isEqualTo(new Actor.Job("retention"));
            assertThat(entry.subject().orElseThrow().record()).contains(new RecordId("old"));
        });
        assertThat(sweep(ledger).run(run("b"), _ -> {})).isEqualTo(new Result.Done(sum(MEMBERS, 0, 0)));
        assertThat(sweep(ledger).endedAt()).contains(NOON);
    }

    /** Does something before each entry; fails after so many. */
    private Ledger ledger(int most, Runnable meanwhile) {
        return new Ledger() {
            @Override
            public void write(Entry entry) {
                if (ledger.entries.size() >= most) throw new Unavailable("ledger", null);
                meanwhile.run();
                ledger.write(entry);
            }

            @Override
            public void note(Entry entry) {}
        };
    }

    @Test
    void run_recordWrittenMeanwhile_staysAsItIs() {
        var busy = ledger(MEMBERS, () -> write(member(7), NOTES, "old", 2, NOON));

        assertThat(sweep(busy).run(run("a"), _ -> {}))
                .isEqualTo(new Result.Done(sum(MEMBERS, MEMBERS - 1L, MEMBERS - 1L)));
        assertThat(records.find(member(7), NOTES, new RecordId("old"))
                        .orElseThrow()
                        .version())
                .isEqualTo(2);
    }

    @Test
    void run_recordWrittenAfterTheLook_isNotDeleted() {
        var first = member(0);
        var busy = ledger(MEMBERS, () -> write(first, NOTES, "old", 2, NOON));
        var result = sweep(busy).run(run("a"), _ -> {});

        assertThat(result).isEqualTo(new Result.Done(sum(MEMBERS, MEMBERS, MEMBERS - 1L)));
        assertThat(records.find(first, NOTES, new RecordId("old"))).isPresent();
    }

    @Test
    void lookAndRun_somethingSpoilt_isNamedAndKeepsNobodyElseWaiting() {
        records.spoil(member(3), NOTES, new RecordId("young"));
        var stragglers = List.of(new Sweep.Straggler(member(3), NOTES));

        assertThat(sweep(ledger).look(_ -> {})).isEqualTo(new Sum(MEMBERS, MEMBERS - 1L, 0, stragglers));
        assertThat(sweep(ledger).run(run("a"), _ -> {}))
                .isEqualTo(new Result.Done(new Sum(MEMBERS, MEMBERS - 1L, MEMBERS - 1L, stragglers)));
        assertThat(sweep(ledger).endedAt()).contains(NOON);
    }

    @Test
    void run_aMemberWhomTheLedgerCannotName_isNamedAndNothingOfHersIsDeleted() {
        var unable = ledger(MEMBERS, () -> {
            if (ledger.entries.size() == 5) throw new Malformed("key store", "a wrapped key does not open");
        });
        var result = (Result.Done) sweep(unable).run(run("a"), _ -> {});

        assertThat(result.sum().stragglers()).hasSize(MEMBERS - 5);
        assertThat(result.sum().deleted()).isEqualTo(5);
    }

    @Test
    void look_moreStragglersThanAreTold_tellsSoMany() {
        for (var more = MEMBERS; more <= Sweep.STRAGGLERS_MAX; more++) {
            keys.add(new WrappedKey(member(more), 1, new byte[] {1}));
            write(member(more), NOTES, "old", 1, Instant.EPOCH);
        }
        for (var i = 0; i < Sweep.STRAGGLERS_MAX; i++) records.spoil(member(i), NOTES, new RecordId("old"));
        assertThat(sweep(ledger).look(_ -> {}).stragglers()).hasSize(Sweep.STRAGGLERS_MAX);
        records.spoil(member(Sweep.STRAGGLERS_MAX), NOTES, new RecordId("old"));
        assertThat(sweep(ledger).look(_ -> {}).stragglers()).hasSize(Sweep.STRAGGLERS_MAX);
    }

    @Test
    void run_stopped_isGoneOnWithAndNothingIsDoneTwice() {
        assertThatThrownBy(() -> sweep(ledger(150, () -> {})).run(run("killed"), _ -> {}))
                .isInstanceOf(Unavailable.class);
        assertThat(sweep(ledger).run(run("b"), _ -> {})).isInstanceOf(Result.Busy.class);
        clock.advance(Duration.ofMinutes(10));
        var rest = (Result.Done) sweep(ledger).run(run("b"), _ -> {});

        // Fifty of the second page were done when it was stopped, and not counted yet.
        var firstPage = MemberKeyStore.LIST_MAX;
        var old = MEMBERS - 50L;
        // By now what was young a while ago is old too; only in what is left.
        var noLongerYoung = MEMBERS - firstPage;
        assertThat(rest.sum()).isEqualTo(sum(MEMBERS, old + noLongerYoung, old + noLongerYoung));
        assertThat(IntStream.range(0, MEMBERS)
                        .filter(i -> records.find(member(i), NOTES, new RecordId("young"))
                                .isPresent())
                        .count())
                .isEqualTo(firstPage);
        for (var i = 0; i < MEMBERS; i++) {
            assertThat(records.find(member(i), NOTES, new RecordId("old"))).isEmpty();
        }
        assertThat(ledger.entries.stream()
                        .filter(entry ->
                                entry.subject().orElseThrow().record().equals(Optional.of(new RecordId("old"))))
                        .count())
                .isEqualTo(MEMBERS);
    }

    @Test
    void run_twoAtOnce_oneOfThemDoesIt() {
        walks.step(
                "#retention", new Walk("a", NOON.plusSeconds(1), Optional.empty(), NOON, 0, 0, Optional.empty()), NOON);
        assertThat(sweep(ledger).run(run("b"), _ -> {})).isEqualTo(new Result.Busy(NOON.plusSeconds(1)));
        assertThat(ledger.entries).isEmpty();
    }
}
