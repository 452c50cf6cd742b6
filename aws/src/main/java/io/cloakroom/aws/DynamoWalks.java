package io.cloakroom.aws;

import io.cloakroom.membership.Walks;
import io.cloakroom.record.Tables;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A walk is one item, which one conditional write takes. */
final class DynamoWalks implements Walks {
    private static final String WALK = "walk";
    private static final String HOLDER = "holder";
    private static final String UNTIL = "until";

    private final DynamoDb db;
    private final String table;

    DynamoWalks(DynamoDb db, String table) {
        this.db = db;
        this.table = table;
    }

    @Override
    public Optional<Walk> walk(String name) {
        return db.reads().item(table, key(name).attributes()).map(DynamoWalks::read);
    }

    private static Walk read(Item item) {
        return new Walk(
                item.text(HOLDER),
                item.instant(UNTIL),
                item.optionalText("cursor"),
                item.instant("begun"),
                item.number("seen"),
                item.number("drifted"),
                item.optionalInstant("ended"));
    }

    @Override
    public boolean step(String name, Walk walk, Instant now) {
        var item = key(name)
                .text(HOLDER, walk.holder())
                .instant(UNTIL, walk.until())
                .instant("begun", walk.begunAt())
                .number("seen", walk.seen())
                .number("drifted", walk.drifted());
        walk.cursor().ifPresent(cursor -> item.text("cursor", cursor));
        walk.endedAt().ifPresent(moment -> item.instant("ended", moment));
        return db.callIf(client -> client.putItem(put -> put.tableName(table)
                        .item(item.attributes())
                        .conditionExpression("attribute_not_exists(#holder) OR #holder = :holder OR #until <= :now")
                        .expressionAttributeNames(Map.of("#holder", HOLDER, "#until", UNTIL))
                        .expressionAttributeValues(Map.of(
                                ":holder", Item.textValue(walk.holder()),
                                ":now", Item.numberValue(now.toEpochMilli())))))
                .isPresent();
    }

    private static Item key(String name) {
        return FactItems.key(Tables.siteIntake(name), WALK);
    }
}
