package io.cloakroom.aws;

import io.cloakroom.member.MemberId;
import io.cloakroom.membership.FactStore;
import io.cloakroom.membership.Membership;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.record.Tables;
import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.util.Map;
import java.util.Optional;

/**
 * What sites say: a snapshot under its site and user, a link under its site and member.
 *
 * <p>A snapshot is one item, so that it takes the place of the earlier one whole.
 */
public final class DynamoFactStore implements FactStore {
    private static final String OWNER = "owner";
    private static final String ITEM = "item";
    private static final String SNAPSHOT = "snapshot";
    private static final String LINK = "link";
    private static final String SEQUENCE = "sequence";
    private static final String MEMBERSHIPS = "memberships";
    private static final String USER = "user";

    private final DynamoDb db;
    private final String table;

    public DynamoFactStore(DynamoDb db, Tables tables) {
        this.db = db;
        this.table = tables.facts().name();
    }

    @Override
    public boolean put(Snapshot snapshot) {
        var item = key(Tables.siteUser(snapshot.site().value(), snapshot.user()), SNAPSHOT)
                .number(SEQUENCE, snapshot.sequence())
                .items(
                        MEMBERSHIPS,
                        snapshot.memberships().stream()
                                .map(DynamoFactStore::item)
                                .toList());
        return db.callIf(client -> client.putItem(put -> put.tableName(table)
                        .item(item.attributes())
                        .conditionExpression("attribute_not_exists(#sequence) OR #sequence < :sequence")
                        .expressionAttributeNames(Map.of("#sequence", SEQUENCE))
                        .expressionAttributeValues(Map.of(":sequence", Item.numberValue(snapshot.sequence())))))
                .isPresent();
    }

    @Override
    public Optional<Snapshot> find(SiteId site, MemberId member) {
        return item(Tables.siteMember(site.value(), member), LINK)
                .map(link -> link.text(USER))
                .flatMap(user ->
                        item(Tables.siteUser(site.value(), user), SNAPSHOT).map(item -> snapshot(site, user, item)));
    }

    @Override
    public void link(SiteId site, String user, MemberId member) {
        var item = key(Tables.siteMember(site.value(), member), LINK).text(USER, user);
        db.call(client -> client.putItem(put -> put.tableName(table).item(item.attributes())));
    }

    private Optional<Item> item(String owner, String name) {
        return db.reads().item(table, key(owner, name).attributes());
    }

    private static Item key(String owner, String name) {
        return Item.empty().text(OWNER, owner).text(ITEM, name);
    }

    private static Snapshot snapshot(SiteId site, String user, Item item) {
        var memberships = item.items(MEMBERSHIPS).stream()
                .map(DynamoFactStore::membership)
                .toList();
        return new Snapshot(site, user, item.number(SEQUENCE), memberships);
    }

    private static Item item(Membership membership) {
        var item = Item.empty()
                .text("key", membership.key())
                .text("product", membership.productId())
                .text("status", membership.status().name())
                .flag("lifetime", membership.isLifetime());
        membership.periodEnd().ifPresent(end -> item.instant("end", end));
        return item;
    }

    private static Membership membership(Item item) {
        return new Membership(
                item.text("key"),
                item.text("product"),
                status(item.text("status")),
                item.optionalInstant("end"),
                item.flag("lifetime"));
    }

    private static Status status(String name) {
        try {
            return Status.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new Malformed("DynamoDB", "a membership's status");
        }
    }
}
