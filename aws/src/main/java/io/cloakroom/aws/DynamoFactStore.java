package io.cloakroom.aws;

import io.cloakroom.member.MemberId;
import io.cloakroom.membership.FactStore;
import io.cloakroom.membership.Membership;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.membership.Witness;
import io.cloakroom.record.Tables;
import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** What sites say: a snapshot under its site and user, a link under both of its ends, counts and holds under the site. */
public final class DynamoFactStore implements FactStore {
    private static final String SNAPSHOT = "snapshot";
    private static final int ROUNDS_MAX = 5;

    private final DynamoDb db;
    private final String table;
    private final DynamoLinks links;
    private final DynamoHolds holds;
    private final DynamoWalks walks;
    private final DynamoWitnesses witnesses;

    public DynamoFactStore(DynamoDb db, Tables tables) {
        this.db = db;
        this.table = tables.facts().name();
        this.links = new DynamoLinks(db, table);
        this.holds = new DynamoHolds(db, table);
        this.walks = new DynamoWalks(db, table);
        this.witnesses = new DynamoWitnesses(db, table);
    }

    @Override
    public boolean put(Snapshot snapshot) {
        var key = FactItems.key(Tables.siteUser(snapshot.site().value(), snapshot.user()), SNAPSHOT);
        var item = FactItems.write(key, snapshot);
        return db.callIf(client -> client.putItem(put -> put.tableName(table)
                        .item(item.attributes())
                        .conditionExpression("attribute_not_exists(#sequence) OR #sequence < :sequence")
                        .expressionAttributeNames(Map.of("#sequence", FactItems.SEQUENCE))
                        .expressionAttributeValues(Map.of(":sequence", FactItems.sequence(snapshot)))))
                .isPresent();
    }

    @Override
    public Optional<Snapshot> of(SiteId site, String user) {
        return db.reads().item(table, key(site, user)).map(item -> FactItems.read(site, user, item));
    }

    @Override
    public Optional<Snapshot> find(SiteId site, MemberId member) {
        return links.userOf(site, member).flatMap(user -> of(site, user));
    }

    @Override
    public Map<String, Snapshot> allOf(SiteId site, Collection<String> users) {
        var found = new HashMap<String, Snapshot>();
        var left = users.stream().map(user -> key(site, user)).toList();
        for (var round = 0; !left.isEmpty(); round++) {
            // Throttled, or too much for one answer. "Nothing is known" would be a guess.
            if (round == ROUNDS_MAX) throw new Unavailable("DynamoDB", null);
            left = read(site, left, found);
        }
        return found;
    }

    /** @return the keys that it did not get to */
    private List<Map<String, AttributeValue>> read(
            SiteId site, List<Map<String, AttributeValue>> keys, Map<String, Snapshot> found) {
        var asked = KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
        var answer = db.call(client -> client.batchGetItem(get -> get.requestItems(Map.of(table, asked))));
        var start = Tables.siteUser(site.value(), "").length();
        for (var attributes : answer.responses().getOrDefault(table, List.of())) {
            Item.of(attributes).ifPresent(item -> {
                var user = item.text(FactItems.OWNER).substring(start);
                found.put(user, FactItems.read(site, user, item));
            });
        }
        var unread = answer.unprocessedKeys().get(table);
        return unread == null ? List.of() : unread.keys();
    }

    private static Map<String, AttributeValue> key(SiteId site, String user) {
        return FactItems.key(Tables.siteUser(site.value(), user), SNAPSHOT).attributes();
    }

    @Override
    public Tie link(SiteId site, String user, MemberId member) {
        return links.link(site, user, member);
    }

    @Override
    public boolean unlink(SiteId site, String user, MemberId member) {
        return links.unlink(site, user, member);
    }

    @Override
    public Optional<MemberId> memberOf(SiteId site, String user) {
        return links.memberOf(site, user);
    }

    @Override
    public Optional<String> userOf(SiteId site, MemberId member) {
        return links.userOf(site, member);
    }

    @Override
    public Count count(SiteId site, long hour, Count more) {
        return holds.count(site, hour, more);
    }

    @Override
    public Standing standing(SiteId site) {
        return holds.standing(site);
    }

    @Override
    public void hold(SiteId site, Hold hold) {
        holds.hold(site, hold);
    }

    @Override
    public void release(SiteId site) {
        holds.release(site);
    }

    @Override
    public void noteHighest(SiteId site, long sequence) {
        holds.noteHighest(site, sequence);
    }

    @Override
    public void keepAside(Snapshot snapshot) {
        holds.keepAside(snapshot);
    }

    @Override
    public List<Snapshot> aside(SiteId site, Optional<String> after, int limit) {
        return holds.aside(site, after, limit);
    }

    @Override
    public void letGo(Snapshot snapshot) {
        holds.letGo(snapshot);
    }

    @Override
    public void testify(Witness witness) {
        witnesses.testify(witness);
    }

    @Override
    public void note(SiteId site, MemberId member, Optional<String> mark) {
        witnesses.note(site, member, mark);
    }

    @Override
    public List<Membership> testimony(SiteId site, String source, MemberId member) {
        return witnesses.testimony(site, source, member);
    }

    @Override
    public Optional<Walk> walk(String name) {
        return walks.walk(name);
    }

    @Override
    public boolean step(String name, Walk walk, Instant now) {
        return walks.step(name, walk, now);
    }
}
