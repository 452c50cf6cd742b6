package io.cloakroom.aws;

import io.cloakroom.member.MemberId;
import io.cloakroom.record.Tables;
import io.cloakroom.seal.KeyLookup;
import io.cloakroom.seal.MemberKeyStore;
import io.cloakroom.seal.WrappedKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Wrapped keys, an item each: {@code sub}, {@code version}, {@code wrapped}; and {@link Tombstones}. */
public final class DynamoMemberKeyStore implements MemberKeyStore {
    private static final String MEMBER = "sub";
    private static final String VERSION = "version";
    private static final String WRAPPED = "wrapped";

    private final DynamoDb db;
    private final String table;

    public DynamoMemberKeyStore(DynamoDb db, Tables tables) {
        this.db = db;
        this.table = tables.keys().name();
    }

    @Override
    public KeyLookup newest(MemberId member) {
        var newestFirst = new Range(table, MEMBER, member.value(), Optional.empty(), 1, false);
        return lookup(member, db.reads().range(newestFirst));
    }

    /** One query shows the key and the tombstone together. */
    @Override
    public KeyLookup find(MemberId member, int version) {
        var newestFirst = new Range(table, MEMBER, member.value(), Optional.empty(), LIST_MAX, false);
        var found = db.reads().range(newestFirst).stream()
                .filter(item -> Tombstones.isOne(item) || item.number(VERSION) == version)
                .toList();
        return lookup(member, found);
    }

    private static KeyLookup lookup(MemberId member, List<Item> found) {
        return found.stream()
                .filter(Tombstones::isOne)
                .findFirst()
                .<KeyLookup>map(tombstone -> new KeyLookup.Erased(Tombstones.at(tombstone)))
                .or(() -> found.stream().findFirst().map(item -> new KeyLookup.Found(wrapped(member, item))))
                .orElseGet(KeyLookup.None::new);
    }

    @Override
    public Added add(WrappedKey key) {
        var put = Put.builder()
                .tableName(table)
                .item(item(key).attributes())
                .conditionExpression("attribute_not_exists(#sub)")
                .expressionAttributeNames(Map.of("#sub", MEMBER))
                .build();
        var refused = Transaction.write(
                db, List.of(TransactWriteItem.builder().put(put).build(), Tombstones.none(table, key.member())));
        if (refused.isEmpty()) return Added.DONE;
        return refused.get(1) ? Added.ERASED : Added.TAKEN;
    }

    @Override
    public boolean replace(WrappedKey old, WrappedKey rewrapped) {
        return db.callIf(client -> client.putItem(put -> put.tableName(table)
                        .item(item(rewrapped).attributes())
                        .conditionExpression("#wrapped = :old")
                        .expressionAttributeNames(Map.of("#wrapped", WRAPPED))
                        .expressionAttributeValues(
                                Map.of(":old", AttributeValue.fromB(SdkBytes.fromByteArray(old.bytes()))))))
                .isPresent();
    }

    @Override
    public void bury(MemberId member, Instant at) {
        db.callIf(client -> client.putItem(put -> put.tableName(table)
                .item(Tombstones.item(member, at).attributes())
                .conditionExpression("attribute_not_exists(#sub)")
                .expressionAttributeNames(Map.of("#sub", MEMBER))));
    }

    @Override
    public int destroy(MemberId member) {
        var destroyed = 0;
        while (true) {
            var all = new Range(table, MEMBER, member.value(), Optional.empty(), LIST_MAX, true);
            var keys = db.reads().range(all).stream()
                    .filter(item -> !Tombstones.isOne(item))
                    .toList();
            if (keys.isEmpty()) return destroyed;
            for (var item : keys) {
                var key = key(member, Math.toIntExact(item.number(VERSION)));
                db.call(client ->
                        client.deleteItem(delete -> delete.tableName(table).key(key)));
                destroyed++;
            }
        }
    }

    @Override
    public Page all(Optional<Position> after, int limit) {
        var found = db.call(client -> client.scan(scan -> {
            scan.tableName(table).limit(limit).consistentRead(true);
            after.ifPresent(position -> scan.exclusiveStartKey(key(position.member(), position.version())));
        }));
        var items =
                found.items().stream().flatMap(item -> Item.of(item).stream()).toList();
        var keys = items.stream()
                .filter(item -> !Tombstones.isOne(item))
                .map(item -> wrapped(new MemberId(item.text(MEMBER)), item))
                .toList();
        var erased = items.size() - keys.size();
        return new Page(keys, erased, Item.of(found.lastEvaluatedKey()).map(DynamoMemberKeyStore::position));
    }

    private static Position position(Item key) {
        return new Position(new MemberId(key.text(MEMBER)), Math.toIntExact(key.number(VERSION)));
    }

    private static Map<String, AttributeValue> key(MemberId member, int version) {
        return Map.of(MEMBER, Item.textValue(member.value()), VERSION, Item.numberValue(version));
    }

    private static Item item(WrappedKey key) {
        return Item.empty()
                .text(MEMBER, key.member().value())
                .number(VERSION, key.version())
                .bytes(WRAPPED, key.bytes());
    }

    /** What somebody has spoilt is given back too, as nothing: it opens no more, and keeps nobody behind it waiting. */
    private static WrappedKey wrapped(MemberId member, Item item) {
        var bytes = Optional.ofNullable(item.attributes().get(WRAPPED)).map(AttributeValue::b);
        var wrapped = bytes.map(SdkBytes::asByteArray).orElseGet(() -> new byte[0]);
        return new WrappedKey(member, Math.toIntExact(item.number(VERSION)), wrapped);
    }
}
