package io.cloakroom.aws;

import io.cloakroom.member.MemberId;
import io.cloakroom.record.Tables;
import io.cloakroom.token.RevocationStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Revocations under the member or the sign-in that they are about. One batch read answers for both. */
public final class DynamoRevocationStore implements RevocationStore {
    private static final String SUBJECT = "subject";
    private static final String UP_TO = "upto";
    private static final String MEMBER = "sub#";
    private static final String ORIGIN = "origin#";

    private final DynamoDb db;
    private final String table;

    public DynamoRevocationStore(DynamoDb db, Tables tables) {
        this.db = db;
        this.table = tables.revocations().name();
    }

    @Override
    public boolean isRevoked(MemberId member, Optional<String> origin, Instant authenticatedAt) {
        return read(member, origin).stream().anyMatch(item -> {
            if (item.text(SUBJECT).startsWith(ORIGIN)) return true;
            return !authenticatedAt.isAfter(item.instant(UP_TO));
        });
    }

    private List<Item> read(MemberId member, Optional<String> origin) {
        var keys = new ArrayList<Map<String, AttributeValue>>();
        keys.add(key(MEMBER + member.value()));
        origin.ifPresent(name -> keys.add(key(ORIGIN + name)));
        return db.reads().items(table, keys);
    }

    @Override
    public void revokeMember(MemberId member, Instant upTo, Instant keepUntil) {
        // An update and not a put: of two revocations the later one counts, whichever is written last.
        db.callIf(client -> client.updateItem(update -> update.tableName(table)
                .key(key(MEMBER + member.value()))
                .updateExpression("SET #upto = :upto, #expires = :expires")
                .conditionExpression("attribute_not_exists(#upto) OR #upto < :upto")
                .expressionAttributeNames(Map.of("#upto", UP_TO, "#expires", Tables.EXPIRES))
                .expressionAttributeValues(Map.of(
                        ":upto", Item.numberValue(upTo.toEpochMilli()),
                        ":expires", Item.numberValue(keepUntil.getEpochSecond())))));
    }

    @Override
    public void revokeOrigin(String origin, Instant keepUntil) {
        var item = Item.empty().text(SUBJECT, ORIGIN + origin).number(Tables.EXPIRES, keepUntil.getEpochSecond());
        db.call(client -> client.putItem(put -> put.tableName(table).item(item.attributes())));
    }

    private static Map<String, AttributeValue> key(String subject) {
        return Map.of(SUBJECT, Item.textValue(subject));
    }
}
