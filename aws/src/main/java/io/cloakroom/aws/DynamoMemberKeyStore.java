package io.cloakroom.aws;

import io.cloakroom.member.MemberId;
import io.cloakroom.record.Tables;
import io.cloakroom.seal.MemberKeyStore;
import io.cloakroom.seal.WrappedKey;
import java.util.Map;
import java.util.Optional;

/** Wrapped keys, an item each: {@code sub}, {@code version}, {@code wrapped}. */
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
    public Optional<WrappedKey> newest(MemberId member) {
        var newestFirst = new Range(table, MEMBER, member.value(), Optional.empty(), 1, false);
        return db.reads().range(newestFirst).stream().findFirst().map(item -> key(member, item));
    }

    @Override
    public Optional<WrappedKey> find(MemberId member, int version) {
        var key = Map.of(MEMBER, Item.textValue(member.value()), VERSION, Item.numberValue(version));
        return db.reads().item(table, key).map(item -> key(member, item));
    }

    @Override
    public boolean add(WrappedKey key) {
        var item = Item.empty()
                .text(MEMBER, key.member().value())
                .number(VERSION, key.version())
                .bytes(WRAPPED, key.bytes());
        return db.callIf(client -> client.putItem(put -> put.tableName(table)
                        .item(item.attributes())
                        .conditionExpression("attribute_not_exists(#sub)")
                        .expressionAttributeNames(Map.of("#sub", MEMBER))))
                .isPresent();
    }

    private static WrappedKey key(MemberId member, Item item) {
        return new WrappedKey(member, Math.toIntExact(item.number(VERSION)), item.bytes(WRAPPED));
    }
}
