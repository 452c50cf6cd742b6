package io.cloakroom.aws;

import io.cloakroom.membership.Holds;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.record.Tables;
import io.cloakroom.site.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Counts of an hour and the standing of a site, one item each; what is kept aside, one item a user. */
final class DynamoHolds implements Holds {
    private static final String COUNT = "count";
    private static final String STANDING = "standing";
    private static final String FACTS = "facts";
    private static final String OPENED = "opened";
    private static final String WHY = "why";
    private static final String SINCE = "since";
    private static final String HIGHEST = "highest";

    private final DynamoDb db;
    private final String table;
    private final HourCount hours;

    DynamoHolds(DynamoDb db, String table) {
        this.db = db;
        this.table = table;
        this.hours = new HourCount(db, table, COUNT);
    }

    @Override
    public Count count(SiteId site, long hour, Count more) {
        var counted = hours.add(site, hour, Map.of(FACTS, more.facts(), OPENED, more.opened()));
        return new Count(counted.getOrDefault(FACTS, 0L), counted.getOrDefault(OPENED, 0L));
    }

    @Override
    public Standing standing(SiteId site) {
        return db.reads()
                .item(table, key(site, STANDING))
                .map(DynamoHolds::standing)
                .orElse(new Standing(Optional.empty(), 0));
    }

    private static Standing standing(Item item) {
        var hold = item.optionalText(WHY).map(why -> new Hold(why, item.instant(SINCE)));
        return new Standing(hold, item.attributes().containsKey(HIGHEST) ? item.number(HIGHEST) : 0);
    }

    @Override
    public void hold(SiteId site, Hold hold) {
        db.callIf(client -> client.updateItem(update -> update.tableName(table)
                .key(key(site, STANDING))
                .updateExpression("SET #why = :why, #since = :since")
                .conditionExpression("attribute_not_exists(#why)")
                .expressionAttributeNames(Map.of("#why", WHY, "#since", SINCE))
                .expressionAttributeValues(Map.of(
                        ":why", Item.textValue(hold.why()),
                        ":since", Item.numberValue(hold.since().toEpochMilli())))));
    }

    @Override
    public void release(SiteId site) {
        // Counts first: a site that is believed with its ceiling reached would be held by its next fact.
        db.callIf(client -> client.updateItem(update -> update.tableName(table)
                .key(hours.key(site))
                .updateExpression("SET #facts = :none, #opened = :none")
                .conditionExpression("attribute_exists(#facts)")
                .expressionAttributeNames(Map.of("#facts", FACTS, "#opened", OPENED))
                .expressionAttributeValues(Map.of(":none", Item.numberValue(0)))));
        db.call(client -> client.updateItem(update -> update.tableName(table)
                .key(key(site, STANDING))
                .updateExpression("REMOVE #why, #since")
                .expressionAttributeNames(Map.of("#why", WHY, "#since", SINCE))));
    }

    @Override
    public void noteHighest(SiteId site, long sequence) {
        db.callIf(client -> client.updateItem(update -> update.tableName(table)
                .key(key(site, STANDING))
                .updateExpression("SET #highest = :highest")
                .conditionExpression("attribute_not_exists(#highest) OR #highest < :highest")
                .expressionAttributeNames(Map.of("#highest", HIGHEST))
                .expressionAttributeValues(Map.of(":highest", Item.numberValue(sequence)))));
    }

    @Override
    public void keepAside(Snapshot snapshot) {
        var item = FactItems.write(asideKey(snapshot.site(), snapshot.user()), snapshot);
        db.callIf(client -> client.putItem(put -> put.tableName(table)
                .item(item.attributes())
                .conditionExpression("attribute_not_exists(#sequence) OR #sequence < :sequence")
                .expressionAttributeNames(Map.of("#sequence", FactItems.SEQUENCE))
                .expressionAttributeValues(Map.of(":sequence", FactItems.sequence(snapshot)))));
    }

    @Override
    public List<Snapshot> aside(SiteId site, Optional<String> after, int limit) {
        var owner = Tables.siteAside(site.value());
        var behind = after.map(user -> asideKey(site, user).attributes());
        var range = new Range(table, FactItems.OWNER, owner, Optional.empty(), behind, limit, true);
        return db.reads().range(range).stream()
                .map(item -> FactItems.read(site, item.text(FactItems.ITEM), item))
                .toList();
    }

    @Override
    public void letGo(Snapshot snapshot) {
        db.callIf(client -> client.deleteItem(delete -> delete.tableName(table)
                .key(asideKey(snapshot.site(), snapshot.user()).attributes())
                .conditionExpression("#sequence = :sequence")
                .expressionAttributeNames(Map.of("#sequence", FactItems.SEQUENCE))
                .expressionAttributeValues(Map.of(":sequence", FactItems.sequence(snapshot)))));
    }

    private static Map<String, AttributeValue> key(SiteId site, String name) {
        return FactItems.key(Tables.siteIntake(site.value()), name).attributes();
    }

    private static Item asideKey(SiteId site, String user) {
        return FactItems.key(Tables.siteAside(site.value()), user);
    }
}
