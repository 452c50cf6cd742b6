package io.cloakroom.aws;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.Marks;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.StoredValue;
import io.cloakroom.record.Tables;
import io.cloakroom.record.WriteId;
import io.cloakroom.seal.SealedValue;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Records, an item each: {@code sub}, {@code item}, {@code version}, {@code written}, {@code fields}. */
public final class DynamoRecordStore implements RecordStore {
    private static final String MEMBER = "sub";
    private static final String ITEM = "item";
    private static final String VERSION = "version";
    private static final String WRITTEN = "written";
    private static final String WRITE_ID = "write";
    private static final String FIELDS = "fields";
    private static final String OWN = "own";

    private final DynamoDb db;
    private final String table;
    private final String keys;
    private final MarkItems index;

    public DynamoRecordStore(DynamoDb db, Tables tables) {
        this.db = db;
        this.table = tables.members().name();
        this.keys = tables.keys().name();
        this.index = new MarkItems(db, table);
    }

    @Override
    public Optional<SealedRecord> find(MemberId member, CollectionId collection, RecordId id) {
        return db.reads().item(table, key(member, collection, id)).map(item -> record(member, collection, item));
    }

    @Override
    public List<SealedRecord> list(MemberId member, CollectionId collection, Optional<RecordId> after, int limit) {
        require(isWithin(1, limit, LIST_MAX), "limit", "1 to " + LIST_MAX);
        var behind = after.map(id -> key(member, collection, id));
        var range = range(member, Tables.recordItems(collection), behind, limit);
        return RecordLists.read(db.reads(), range, item -> record(member, collection, item));
    }

    /** In one transaction with a look for her tombstone: of a write and an erasure at once, one comes first. */
    @Override
    public Put put(SealedRecord record, Marks marks) {
        if (record.isTooLarge()) return Put.TOO_LARGE;
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(TransactWriteItem.builder().put(nextVersion(record)).build());
        writes.add(Tombstones.none(keys, record.member()));
        writes.addAll(index.write(record, marks));
        if (record.version() == 1 && record.id().isOwn()) writes.add(counted(record.member(), record.collection(), 1));
        var refused = Transaction.write(db, writes);
        if (refused.isEmpty()) return Put.DONE;
        return refused.get(1) ? Put.ERASED : Put.CONFLICT;
    }

    private software.amazon.awssdk.services.dynamodb.model.Put nextVersion(SealedRecord record) {
        var put = software.amazon.awssdk.services.dynamodb.model.Put.builder()
                .tableName(table)
                .item(item(record))
                .expressionAttributeNames(Map.of("#version", VERSION));
        if (record.version() == 1)
            return put.conditionExpression("attribute_not_exists(#version)").build();
        return put.conditionExpression("#version = :before")
                .expressionAttributeValues(Map.of(":before", Item.numberValue(record.version() - 1)))
                .build();
    }

    /** In one transaction with the count of what she has added, and a look for her tombstone. */
    @Override
    public Added add(SealedRecord record, int most, Marks marks) {
        require(record.version() == 1 && record.id().isOwn(), "added record", "version 1 of an own id");
        if (record.isTooLarge()) return Added.TOO_LARGE;
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(TransactWriteItem.builder().put(nextVersion(record)).build());
        writes.add(TransactWriteItem.builder().update(oneMore(record, most)).build());
        writes.add(Tombstones.none(keys, record.member()));
        writes.addAll(index.write(record, marks));
        var refused = Transaction.write(db, writes);
        if (refused.isEmpty()) return Added.DONE;
        if (refused.get(2)) return Added.ERASED;
        return refused.get(0) ? Added.THERE : Added.FULL;
    }

    private Update oneMore(SealedRecord record, int most) {
        return counting(record.member(), record.collection(), 1)
                .conditionExpression("attribute_not_exists(#own) OR #own < :most")
                .expressionAttributeValues(Map.of(":by", Item.numberValue(1), ":most", Item.numberValue(most)))
                .build();
    }

    private TransactWriteItem counted(MemberId member, CollectionId collection, int by) {
        var update = counting(member, collection, by).build();
        return TransactWriteItem.builder().update(update).build();
    }

    private Update.Builder counting(MemberId member, CollectionId collection, int by) {
        return Update.builder()
                .tableName(table)
                .key(key(member, Tables.countItem(collection)))
                .updateExpression("ADD #own :by")
                .expressionAttributeNames(Map.of("#own", OWN))
                .expressionAttributeValues(Map.of(":by", Item.numberValue(by)));
    }

    @Override
    public boolean mark(SealedRecord record, Marks marks) {
        var still = ConditionCheck.builder()
                .tableName(table)
                .key(key(record.member(), record.collection(), record.id()))
                .conditionExpression("#version = :known")
                .expressionAttributeNames(Map.of("#version", VERSION))
                .expressionAttributeValues(Map.of(":known", Item.numberValue(record.version())))
                .build();
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(TransactWriteItem.builder().conditionCheck(still).build());
        writes.add(Tombstones.none(keys, record.member()));
        writes.addAll(index.replace(record, marks));
        return Transaction.write(db, writes).isEmpty();
    }

    @Override
    public List<Marked> marked(CollectionId collection, FieldName field, String mark, int limit) {
        require(isWithin(1, limit, LIST_MAX), "limit", "1 to " + LIST_MAX);
        return index.find(collection, field, mark, limit);
    }

    /** By their keys alone, so that it does not matter what stands in them. */
    @Override
    public int forget(MemberId member) {
        var records = takeAway(member, Tables.RECORDS);
        takeAway(member, Tables.COUNTS);
        takeAway(member, Tables.MARKS);
        return records;
    }

    private int takeAway(MemberId member, String beginning) {
        var taken = 0;
        for (var some = some(member, beginning, Optional.empty(), LIST_MAX);
                !some.isEmpty();
                some = some(member, beginning, Optional.empty(), LIST_MAX)) {
            for (var item : some) {
                var key = key(member, item.text(ITEM));
                db.call(client ->
                        client.deleteItem(delete -> delete.tableName(table).key(key)));
            }
            taken += some.size();
        }
        return taken;
    }

    @Override
    public List<SealedRecord> some(MemberId member, int limit) {
        require(isWithin(1, limit, LIST_MAX), "limit", "1 to " + LIST_MAX);
        var found = new ArrayList<SealedRecord>();
        Optional<Map<String, AttributeValue>> behind = Optional.empty();
        do {
            var some = some(member, Tables.RECORDS, behind, limit);
            for (var item : some) readable(member, item).ifPresent(found::add);
            behind = some.size() < limit
                    ? Optional.empty()
                    : Optional.of(key(member, some.getLast().text(ITEM)));
        } while (behind.isPresent() && found.size() < limit);
        return found.stream().limit(limit).toList();
    }

    private List<Item> some(
            MemberId member, String beginning, Optional<Map<String, AttributeValue>> behind, int limit) {
        return db.reads().range(range(member, beginning, behind, limit));
    }

    private Range range(MemberId member, String beginning, Optional<Map<String, AttributeValue>> behind, int limit) {
        var keys = Optional.of(new Range.Beginning(ITEM, beginning));
        return new Range(table, MEMBER, member.value(), keys, behind, limit, true);
    }

    private static Optional<SealedRecord> readable(MemberId member, Item item) {
        try {
            return Optional.of(record(member, collection(item), item));
        } catch (Malformed spoilt) {
            return Optional.empty();
        }
    }

    private static CollectionId collection(Item item) {
        var parts = item.text(ITEM).split("#", 3);
        if (parts.length < 3 || !CollectionId.isCollectionId(parts[1]))
            throw new Malformed("DynamoDB", "a record's key");
        return new CollectionId(parts[1]);
    }

    @Override
    public void delete(MemberId member, CollectionId collection, RecordId id) {
        db.call(client -> client.deleteItem(delete -> delete.tableName(table).key(key(member, collection, id))));
    }

    @Override
    public boolean delete(MemberId member, CollectionId collection, RecordId id, long version) {
        var known = Delete.builder()
                .tableName(table)
                .key(key(member, collection, id))
                .conditionExpression("#version = :known")
                .expressionAttributeNames(Map.of("#version", VERSION))
                .expressionAttributeValues(Map.of(":known", Item.numberValue(version)))
                .build();
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(TransactWriteItem.builder().delete(known).build());
        writes.addAll(index.remove(member, collection, id));
        if (id.isOwn()) writes.add(counted(member, collection, -1));
        return Transaction.write(db, writes).isEmpty();
    }

    private static Map<String, AttributeValue> key(MemberId member, CollectionId collection, RecordId id) {
        return key(member, Tables.recordItem(collection, id));
    }

    private static Map<String, AttributeValue> key(MemberId member, String item) {
        return Map.of(MEMBER, Item.textValue(member.value()), ITEM, Item.textValue(item));
    }

    private static Map<String, AttributeValue> item(SealedRecord record) {
        var fields = new HashMap<String, AttributeValue>();
        record.values().forEach((name, value) -> fields.put(name.value(), attribute(value)));
        var item = Item.empty()
                .text(MEMBER, record.member().value())
                .text(ITEM, Tables.recordItem(record.collection(), record.id()))
                .number(VERSION, record.version())
                .instant(WRITTEN, record.writtenAt())
                .with(FIELDS, AttributeValue.fromM(fields));
        record.writeId().ifPresent(id -> item.text(WRITE_ID, id.value()));
        return item.attributes();
    }

    private static AttributeValue attribute(StoredValue value) {
        return switch (value) {
            case StoredValue.Plain plain -> AttributeValue.fromS(plain.value());
            case StoredValue.Sealed(var sealed) -> AttributeValue.fromB(SdkBytes.fromByteArray(sealed.bytes()));
        };
    }

    private static SealedRecord record(MemberId member, CollectionId collection, Item item) {
        var id = item.text(ITEM).substring(Tables.recordItems(collection).length());
        if (!RecordId.isRecordId(id)) throw new Malformed("DynamoDB", "a record's key");
        if (item.number(VERSION) < 1) throw new Malformed("DynamoDB", "a record's version");
        var values = new HashMap<FieldName, StoredValue>();
        item.map(FIELDS).forEach((name, value) -> values.put(fieldName(name), value(value)));
        return new SealedRecord(
                member,
                collection,
                new RecordId(id),
                item.number(VERSION),
                item.instant(WRITTEN),
                item.optionalText(WRITE_ID).map(DynamoRecordStore::writeId),
                values);
    }

    private static WriteId writeId(String text) {
        if (!WriteId.isWriteId(text)) throw new Malformed("DynamoDB", "a write's name");
        return new WriteId(text);
    }

    private static FieldName fieldName(String name) {
        if (!FieldName.isFieldName(name)) throw new Malformed("DynamoDB", "a field's name");
        return new FieldName(name);
    }

    private static StoredValue value(AttributeValue value) {
        if (value.s() != null) return new StoredValue.Plain(value.s());
        return Optional.ofNullable(value.b())
                .flatMap(bytes -> SealedValue.parse(bytes.asByteArray()))
                .map(StoredValue.Sealed::new)
                .orElseThrow(() -> new Malformed("DynamoDB", "a field that is neither text nor sealed"));
    }
}
