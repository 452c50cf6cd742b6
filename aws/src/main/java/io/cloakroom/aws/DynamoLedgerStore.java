package io.cloakroom.aws;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.ledger.Batch;
import io.cloakroom.ledger.LedgerStore;
import io.cloakroom.ledger.Pointer;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Tables;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Batches under their shard, by number; pointers under their member, by time; checkpoints by number. */
public final class DynamoLedgerStore implements LedgerStore {
    private static final String OWNER = "owner";
    private static final String ITEM = "item";
    private static final String FIRST = "first";
    private static final String LINES = "lines";
    private static final String NOTE = "note";
    private static final String EDGES = "edges";
    /** DynamoDB's own limit on one batch of writes. */
    private static final int WRITES_MAX = 25;

    private static final int ROUNDS_MAX = 8;
    private static final Duration PAUSE = Duration.ofMillis(10);
    /** Sort before and behind every key of ours. */
    private static final String BEFORE_ALL = " ";

    private static final String BEHIND_ALL = "~";

    private final DynamoDb db;
    private final String table;

    public DynamoLedgerStore(DynamoDb db, Tables tables) {
        this.db = db;
        this.table = tables.ledger().name();
    }

    @Override
    public boolean add(Batch batch) {
        return add(key(Tables.ledgerShard(batch.shard()), Tables.ledgerNumber(batch.number()))
                .number(FIRST, batch.first())
                .bytes(LINES, batch.content()));
    }

    private boolean add(Item item) {
        return db.putNew(table, item, OWNER);
    }

    private static Item key(String owner, String item) {
        return Item.empty().text(OWNER, owner).text(ITEM, item);
    }

    @Override
    public Optional<Batch> last(int shard) {
        return range(Tables.ledgerShard(shard), BEFORE_ALL, BEHIND_ALL, 1, false).stream()
                .findFirst()
                .map(item -> batch(shard, item));
    }

    @Override
    public Optional<Batch> find(int shard, long number) {
        var key = key(Tables.ledgerShard(shard), Tables.ledgerNumber(number));
        return db.reads().item(table, key.attributes()).map(item -> batch(shard, item));
    }

    @Override
    public List<Batch> list(int shard, long from, int limit) {
        require(isWithin(1, limit, LIST_MAX), "limit", "1 to " + LIST_MAX);
        return range(Tables.ledgerShard(shard), Tables.ledgerNumber(from), BEHIND_ALL, limit, true).stream()
                .map(item -> batch(shard, item))
                .toList();
    }

    private List<Item> range(String owner, String from, String to, int limit, boolean isForward) {
        var between = Optional.of(new Range.Between(ITEM, from, to));
        // Of batches, which may be large, one answer's are enough at a time.
        return db.reads()
                .page(new Range(table, OWNER, owner, between, limit, isForward))
                .items();
    }

    /** What somebody has spoilt is given back too, as nothing: who reads the ledger shall see where. */
    private static Batch batch(int shard, Item item) {
        try {
            return new Batch(shard, number(item.text(ITEM)), item.number(FIRST), item.bytes(LINES));
        } catch (Malformed spoilt) {
            return new Batch(shard, number(item.text(ITEM)), -1, new byte[0]);
        }
    }

    private static long number(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException notOurs) {
            throw new Malformed("DynamoDB", "a batch's key in the ledger");
        }
    }

    @Override
    public void point(List<Pointer> pointers) {
        var writes = pointers.stream()
                .map(pointer -> put(key(Tables.ledgerMember(pointer.member()), pointer.key())))
                .toList();
        for (var from = 0; from < writes.size(); from += WRITES_MAX) {
            write(writes.subList(from, Math.min(writes.size(), from + WRITES_MAX)));
        }
    }

    private static WriteRequest put(Item item) {
        return WriteRequest.builder()
                .putRequest(put -> put.item(item.attributes()))
                .build();
    }

    private void write(List<WriteRequest> writes) {
        var left = Map.of(table, writes);
        for (var round = 0; !left.isEmpty(); round++) {
            if (round == ROUNDS_MAX) throw new Unavailable("DynamoDB", null);
            if (round > 0) pause(round);
            var some = left;
            left = db.call(client -> client.batchWriteItem(batch -> batch.requestItems(some)))
                    .unprocessedItems();
        }
    }

    /** What is left over is more than the table takes just now. */
    private static void pause(int round) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE.toNanos() << round));
    }

    @Override
    public List<Pointer> pointers(MemberId member, Optional<String> before, int limit) {
        require(isWithin(1, limit, LIST_MAX), "limit", "1 to " + LIST_MAX);
        var owner = Tables.ledgerMember(member);
        var behind = before.map(last -> key(owner, last).attributes());
        var range = new Range(table, OWNER, owner, Optional.empty(), behind, limit, false);
        return db.reads().range(range).stream()
                .map(item -> pointer(member, item))
                .toList();
    }

    private static Pointer pointer(MemberId member, Item item) {
        return Pointer.parse(member, item.text(ITEM))
                .orElseThrow(() -> new Malformed("DynamoDB", "a pointer's key in the ledger"));
    }

    @Override
    public boolean add(Milestone milestone) {
        return add(key(Tables.LEDGER_CHECKPOINTS, Tables.ledgerNumber(milestone.number()))
                .text(NOTE, milestone.note())
                .text(EDGES, milestone.edges()));
    }

    @Override
    public Optional<Milestone> lastMilestone() {
        return range(Tables.LEDGER_CHECKPOINTS, BEFORE_ALL, BEHIND_ALL, 1, false).stream()
                .findFirst()
                .map(item -> new Milestone(number(item.text(ITEM)), item.text(NOTE), item.text(EDGES)));
    }
}
