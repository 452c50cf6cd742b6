package io.cloakroom.aws;

import io.cloakroom.member.MemberId;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What stands in the table of keys for a member who was erased: an item of a version above all others, so that whoever looks
 * for the newest key meets it first.
 */
final class Tombstones {
    static final int VERSION = Integer.MAX_VALUE;

    private static final String MEMBER = "sub";
    private static final String NUMBER = "version";
    private static final String AT = "erased_at";

    private Tombstones() {}

    static Map<String, AttributeValue> key(MemberId member) {
        return Map.of(MEMBER, Item.textValue(member.value()), NUMBER, Item.numberValue(VERSION));
    }

    static Item item(MemberId member, Instant at) {
        return Item.empty().text(MEMBER, member.value()).number(NUMBER, VERSION).instant(AT, at);
    }

    static boolean isOne(Item item) {
        return item.number(NUMBER) == VERSION;
    }

    static Instant at(Item item) {
        return item.instant(AT);
    }

    /** Holds a transaction to members who were not erased. */
    static TransactWriteItem none(String table, MemberId member) {
        var check = ConditionCheck.builder()
                .tableName(table)
                .key(key(member))
                .conditionExpression("attribute_not_exists(#sub)")
                .expressionAttributeNames(Map.of("#sub", MEMBER))
                .build();
        return TransactWriteItem.builder().conditionCheck(check).build();
    }
}
