package io.cloakroom.local.dynamodb;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.DynamoDbConfig;
import io.cloakroom.aws.DynamoDbConfig.AccessKey;
import io.cloakroom.aws.DynamoDbConfig.ReadClient;
import io.cloakroom.aws.DynamoLedgerStore;
import io.cloakroom.aws.TableMaker;
import io.cloakroom.config.Secret;
import io.cloakroom.ledger.Audit;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.EntrySeal;
import io.cloakroom.ledger.EntrySeal.Opened;
import io.cloakroom.ledger.GroupedLedger;
import io.cloakroom.ledger.History;
import io.cloakroom.ledger.LedgerConfig;
import io.cloakroom.ledger.LedgerConfig.Reads;
import io.cloakroom.ledger.LedgerStore;
import io.cloakroom.ledger.Reading;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Tables;
import io.cloakroom.seal.FakeMemberKeyStore;
import io.cloakroom.seal.Keys;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.seal.VaultId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A ledger in a table of its own, those who write to it, and a look at all that stands there. */
final class Archive implements AutoCloseable {
    private static final Tables TABLES = new Tables("cloakroom-");
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();
    /** By then, who has said nothing more was killed. */
    private static final Duration QUIET = Duration.ofMinutes(10);

    private final String account = "AKIAARCHIVE" + ACCOUNTS.incrementAndGet();
    private final EntrySeal seal = new EntrySeal(
            new VaultId("test"),
            new MemberKeys(Keys.ring(), new FakeMemberKeyStore(), Clock.systemUTC()),
            Keys.gatewayKey());
    private final DynamoDb db;
    private final LedgerStore store;

    Archive(URI dynamoDb) {
        db = connect(dynamoDb);
        store = new DynamoLedgerStore(db, TABLES);
        new TableMaker(db, TABLES).create(TABLES.ledger());
    }

    private DynamoDb connect(URI dynamoDb) {
        var key = new AccessKey(account, new Secret("any"));
        return DynamoDb.connectPatiently(new DynamoDbConfig(
                DynamoDbLocal.REGION, Optional.of(dynamoDb.toString()), Optional.of(key), ReadClient.SIGNED, TABLES));
    }

    /** What a process has of the ledger. */
    record Writer(GroupedLedger ledger, DynamoDb db) implements AutoCloseable {
        @Override
        public void close() {
            ledger.close();
            db.close();
        }
    }

    Writer writer(URI dynamoDb, int shards) {
        var its = connect(dynamoDb);
        var config = new LedgerConfig(shards, Reads.GROUPED, Optional.empty(), Optional.empty());
        return new Writer(new GroupedLedger(seal, new DynamoLedgerStore(its, TABLES), config, Clock.systemUTC()), its);
    }

    /** When all who are at work have long ended. */
    Audit.Report audit(boolean isMending) {
        var later = Instant.now().plus(QUIET);
        return new Audit(store, _ -> {}).look(List.of(), Optional.of(seal), isMending, later);
    }

    /** Every entry. */
    List<Entry> entries() {
        return new Reading(store, seal)
                .all(Optional.empty(), Instant.EPOCH, _ -> true).shown().stream()
                        .flatMap(shown -> read(shown.opened()))
                        .toList();
    }

    private static Stream<Entry> read(Opened opened) {
        if (opened instanceof Opened.Read(var entries)) return entries.stream();
        throw new AssertionError("an entry that does not open");
    }

    /** What pointers lead to from a member. */
    List<Entry> history(MemberId member) {
        var history = new History(store, seal);
        var found = new ArrayList<Entry>();
        for (var item :
                history.page(member, Optional.empty(), LedgerStore.LIST_MAX).items()) {
            item.opened().ifPresent(opened -> read(opened).forEach(found::add));
            var from = Optional.of(item.pointer().number())
                    .filter(_ -> item.pointer().isHour());
            while (from.isPresent()) {
                var hour =
                        history.hour(member, item.pointer().at(), item.pointer().shard(), from.get());
                found.addAll(hour.reads());
                from = hour.next();
            }
        }
        return found;
    }

    @Override
    public void close() {
        db.close();
    }
}
