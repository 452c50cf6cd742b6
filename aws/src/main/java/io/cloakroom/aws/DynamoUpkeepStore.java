package io.cloakroom.aws;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import io.cloakroom.record.Tables;
import io.cloakroom.site.SiteId;
import io.cloakroom.upkeep.UpkeepStore;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What sites pass on lies in the table of facts, beside the link by which they may: their door writes nowhere else. Who has
 * asked to be erased lies beside the members' records, so that a restored table knows it of the same day.
 */
public final class DynamoUpkeepStore implements UpkeepStore {
    private static final String REQUEST = "request#";
    private static final String ID = "id";
    private static final String AT = "at";
    private static final String CLOSED = "closed";
    private static final String NUMBER = "number";

    private static final String MEMBER = "sub";
    private static final String ITEM = "item";
    private static final String ASKED = "asked";
    private static final String DUE = "due";
    private static final String HOLDER = "holder";
    private static final String UNTIL = "until";

    private final DynamoDb db;
    private final String facts;
    private final String members;
    private final HourCount requests;

    public DynamoUpkeepStore(DynamoDb db, Tables tables) {
        this.db = db;
        this.facts = tables.facts().name();
        this.members = tables.members().name();
        this.requests = new HourCount(db, facts, "requests");
    }

    @Override
    public boolean isKnown(Passed request, Instant now) {
        var found = db.reads()
                .item(
                        facts,
                        key(request.site(), request.member(), request.kind()).attributes());
        return found.filter(
                        item -> !passed(request.site(), request.member(), item).isOver(now))
                .filter(item -> !item.flag(CLOSED) || item.text(ID).equals(request.id()))
                .isPresent();
    }

    @Override
    public boolean open(Passed request, Instant now) {
        var item = key(request.site(), request.member(), request.kind())
                .text(ID, request.id())
                .instant(AT, request.at())
                .flag(CLOSED, false);
        var isNew = "attribute_not_exists(#at) OR #at <= :over OR (#closed = :yes AND #id <> :id)";
        return db.callIf(client -> client.putItem(put -> put.tableName(facts)
                        .item(item.attributes())
                        .conditionExpression(isNew)
                        .expressionAttributeNames(Map.of("#at", AT, "#closed", CLOSED, "#id", ID))
                        .expressionAttributeValues(Map.of(
                                ":over", Item.numberValue(now.minus(WAITS).toEpochMilli()),
                                ":yes", AttributeValue.fromBool(true),
                                ":id", Item.textValue(request.id())))))
                .isPresent();
    }

    @Override
    public List<Passed> waiting(SiteId site, MemberId member, Instant now) {
        var keys = Arrays.stream(Kind.values())
                .map(kind -> key(site, member, kind).attributes())
                .toList();
        return db.reads().items(facts, keys).stream()
                .filter(item -> !item.flag(CLOSED))
                .map(item -> passed(site, member, item))
                .filter(request -> !request.isOver(now))
                .toList();
    }

    private static Passed passed(SiteId site, MemberId member, Item item) {
        return new Passed(site, member, kind(item), item.text(ID), item.instant(AT));
    }

    private static Kind kind(Item item) {
        return Arrays.stream(Kind.values())
                .filter(kind -> item.text(FactItems.ITEM).equals(REQUEST + word(kind)))
                .findFirst()
                .orElseThrow(() -> new Malformed("DynamoDB", "a request's kind"));
    }

    @Override
    public void close(SiteId site, MemberId member, Kind kind) {
        db.callIf(client -> client.updateItem(update -> update.tableName(facts)
                .key(key(site, member, kind).attributes())
                .updateExpression("SET #closed = :yes")
                .conditionExpression("attribute_exists(#at)")
                .expressionAttributeNames(Map.of("#at", AT, "#closed", CLOSED))
                .expressionAttributeValues(Map.of(":yes", AttributeValue.fromBool(true)))));
    }

    private static Item key(SiteId site, MemberId member, Kind kind) {
        return FactItems.key(Tables.siteMember(site.value(), member), REQUEST + word(kind));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean count(SiteId site, long hour, int most) {
        return requests.add(site, hour, Map.of(NUMBER, 1L)).getOrDefault(NUMBER, 0L) <= most;
    }

    @Override
    public Optional<Departure> departure(MemberId member) {
        return db.reads().item(members, key(member)).map(DynamoUpkeepStore::departure);
    }

    private static Departure departure(Item item) {
        return new Departure(
                new MemberId(item.text(ITEM)),
                item.instant(ASKED),
                item.instant(DUE),
                item.optionalText(HOLDER).isPresent());
    }

    @Override
    public boolean ask(MemberId member, Instant askedAt, Instant dueAt) {
        var item = Item.empty()
                .text(MEMBER, Tables.DEPARTURES)
                .text(ITEM, member.value())
                .instant(ASKED, askedAt)
                .instant(DUE, dueAt);
        return db.callIf(client -> client.putItem(put -> put.tableName(members)
                        .item(item.attributes())
                        .conditionExpression("attribute_not_exists(#due)")
                        .expressionAttributeNames(Map.of("#due", DUE))))
                .isPresent();
    }

    @Override
    public boolean keep(MemberId member) {
        return db.callIf(client -> client.deleteItem(delete -> delete.tableName(members)
                        .key(key(member))
                        .conditionExpression("attribute_exists(#due) AND attribute_not_exists(#holder)")
                        .expressionAttributeNames(Map.of("#due", DUE, "#holder", HOLDER))))
                .isPresent();
    }

    @Override
    public boolean begin(MemberId member, String holder, Instant now, Instant until) {
        var isFree = "#due <= :now AND (attribute_not_exists(#holder) OR #holder = :holder OR #until <= :now)";
        return db.callIf(client -> client.updateItem(update -> update.tableName(members)
                        .key(key(member))
                        .updateExpression("SET #holder = :holder, #until = :until")
                        .conditionExpression(isFree)
                        .expressionAttributeNames(Map.of("#due", DUE, "#holder", HOLDER, "#until", UNTIL))
                        .expressionAttributeValues(Map.of(
                                ":now", Item.numberValue(now.toEpochMilli()),
                                ":holder", Item.textValue(holder),
                                ":until", Item.numberValue(until.toEpochMilli())))))
                .isPresent();
    }

    @Override
    public void end(MemberId member) {
        db.call(client -> client.deleteItem(delete -> delete.tableName(members).key(key(member))));
    }

    @Override
    public Some some(Optional<MemberId> after, int limit) {
        require(isWithin(1, limit, LIST_MAX), "limit", "1 to " + LIST_MAX);
        var behind = after.map(DynamoUpkeepStore::key);
        var range = new Range(members, MEMBER, Tables.DEPARTURES, Optional.empty(), behind, limit, true);
        var found = db.reads().range(range);
        var departures = new ArrayList<Departure>();
        var spoilt = new ArrayList<MemberId>();
        for (var item : found) {
            try {
                departures.add(departure(item));
            } catch (Malformed unreadable) {
                spoilt.add(new MemberId(item.text(ITEM)));
            }
        }
        var next = found.size() < limit
                ? Optional.<MemberId>empty()
                : Optional.of(new MemberId(found.getLast().text(ITEM)));
        return new Some(departures, spoilt, next);
    }

    private static Map<String, AttributeValue> key(MemberId member) {
        return Map.of(MEMBER, Item.textValue(Tables.DEPARTURES), ITEM, Item.textValue(member.value()));
    }
}
