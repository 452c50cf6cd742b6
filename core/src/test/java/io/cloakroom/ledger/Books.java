package io.cloakroom.ledger;

import io.cloakroom.ledger.Flusher.Pace;
import io.cloakroom.ledger.LedgerConfig.Reads;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.seal.FakeMemberKeyStore;
import io.cloakroom.seal.KeyLookup;
import io.cloakroom.seal.Keys;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.seal.VaultId;
import io.cloakroom.site.SiteId;
import io.cloakroom.token.SettableClock;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A ledger over a store that can fail, and a look at all that is written there. */
final class Books {
    static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    static final SiteId SITE = new SiteId("demo");
    static final CollectionId CONTACT = new CollectionId("contact");

    /** So slow that what is noted is written when it is told to be. */
    private static final Pace BY_HAND = new Pace(Duration.ofDays(1), Duration.ofDays(1), Integer.MAX_VALUE);

    final SettableClock clock = new SettableClock(NOON);
    final FailingKeys keys = new FailingKeys();
    final EntrySeal seal =
            new EntrySeal(new VaultId("test"), new MemberKeys(Keys.ring(), keys, clock), Keys.gatewayKey());
    final FaultyLedgerStore store = new FaultyLedgerStore(seal::marked);

    /** A store of keys that fails when it is told to. */
    static final class FailingKeys extends FakeMemberKeyStore {
        private boolean isFailing;

        /** The next look. */
        void failOnce() {
            isFailing = true;
        }

        @Override
        public synchronized KeyLookup newest(MemberId member) {
            if (!isFailing) return super.newest(member);
            isFailing = false;
            throw new Unavailable("store", null);
        }
    }

    GroupedLedger ledger(int shards) {
        return ledger(shards, Reads.GROUPED);
    }

    GroupedLedger ledger(int shards, Reads reads) {
        var config = new LedgerConfig(shards, reads, Optional.empty(), Optional.empty());
        return new GroupedLedger(seal, store, config, clock, BY_HAND);
    }

    Entry read(String member, String requestId) {
        var who = new MemberId(member);
        return new Entry(
                clock.instant(),
                new Actor.Member(who, SITE),
                Act.READ,
                Optional.of(who),
                Optional.of(new Subject(
                        CONTACT, Optional.of(RecordId.SELF), List.of(new FieldName("phone"), new FieldName("pin")))),
                Optional.empty(),
                Optional.empty(),
                requestId);
    }

    Entry staffRead(String member, String requestId) {
        return new Entry(
                clock.instant(),
                new Actor.Staff(new MemberId("sam")),
                Act.READ,
                Optional.of(new MemberId(member)),
                Optional.of(new Subject(CONTACT, Optional.empty(), List.of(new FieldName("phone")))),
                Optional.of("a call"),
                Optional.empty(),
                requestId);
    }

    Entry rotation() {
        return new Entry(
                clock.instant(),
                new Actor.Operator("root"),
                Act.KEYS_ROTATED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "run");
    }

    /** Every line of every shard, in order. */
    List<Line> lines() {
        var lines = new ArrayList<Line>();
        for (var shard = 0; shard < Batch.SHARDS_MAX; shard++) {
            for (var batch : store.shard(shard).values()) {
                batch.parsed().forEach(line -> lines.add(line.orElseThrow()));
            }
        }
        return lines;
    }

    List<EntrySeal.Opened> opened() {
        return lines().stream()
                .filter(Line.Written.class::isInstance)
                .map(line -> seal.open((Line.Written) line))
                .toList();
    }

    /** All entries that can be read. */
    List<Entry> entries() {
        return opened().stream()
                .filter(EntrySeal.Opened.Read.class::isInstance)
                .flatMap(read -> ((EntrySeal.Opened.Read) read).entries().stream())
                .toList();
    }

    List<String> requestIds() {
        return entries().stream().map(Entry::requestId).toList();
    }

    List<Pointer> pointers(String member) {
        return store.pointers(new MemberId(member), Optional.empty(), LedgerStore.LIST_MAX);
    }
}
