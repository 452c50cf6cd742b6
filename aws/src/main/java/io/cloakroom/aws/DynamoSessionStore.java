package io.cloakroom.aws;

import io.cloakroom.member.MemberId;
import io.cloakroom.member.SessionRef;
import io.cloakroom.record.Tables;
import io.cloakroom.session.Session;
import io.cloakroom.session.SessionStore;
import io.cloakroom.site.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Sessions, an item each under the hash of their id. Who reads the table can use none of them. */
public final class DynamoSessionStore implements SessionStore {
    private static final String REF = "ref";
    private static final String MEMBER = "sub";
    private static final String VERSION = "version";

    private final DynamoDb db;
    private final Tables.Table table;

    public DynamoSessionStore(DynamoDb db, Tables tables) {
        this.db = db;
        this.table = tables.sessions();
    }

    @Override
    public void add(Session session) {
        db.call(client -> client.putItem(put -> put.tableName(table.name()).item(item(session))));
    }

    @Override
    public Optional<Session> find(SessionRef ref) {
        return db.reads().item(table.name(), key(ref)).map(DynamoSessionStore::session);
    }

    @Override
    public boolean replace(Session next) {
        return db.callIf(client -> client.putItem(put -> put.tableName(table.name())
                        .item(item(next))
                        .conditionExpression("#version = :before")
                        .expressionAttributeNames(Map.of("#version", VERSION))
                        .expressionAttributeValues(Map.of(":before", Item.numberValue(next.version() - 1)))))
                .isPresent();
    }

    @Override
    public void delete(SessionRef ref) {
        db.call(client ->
                client.deleteItem(delete -> delete.tableName(table.name()).key(key(ref))));
    }

    @Override
    public List<SessionRef> of(MemberId member) {
        return db.call(client -> client
                .queryPaginator(query -> query.tableName(table.name())
                        .indexName(table.indexes().getFirst().name())
                        .keyConditionExpression("#sub = :member")
                        .expressionAttributeNames(Map.of("#sub", MEMBER))
                        .expressionAttributeValues(Map.of(":member", Item.textValue(member.value()))))
                .items()
                .stream()
                .flatMap(item -> Item.of(item).stream())
                .map(item -> new SessionRef(item.text(REF)))
                .toList());
    }

    private static Map<String, AttributeValue> key(SessionRef ref) {
        return Map.of(REF, Item.textValue(ref.value()));
    }

    private static Map<String, AttributeValue> item(Session session) {
        var item = Item.empty()
                .text(REF, session.ref().value())
                .text("site", session.site().value())
                .text(MEMBER, session.member().value())
                .instant("authenticated", session.authenticatedAt())
                .instant("seen", session.lastSeenAt())
                .instant("ends", session.endsAt())
                .instant("check", session.checkBy())
                .text("sealed", session.sealed())
                .number(VERSION, session.version())
                .number(Tables.EXPIRES, session.endsAt().getEpochSecond());
        session.origin().ifPresent(origin -> item.text("origin", origin));
        return item.attributes();
    }

    private static Session session(Item item) {
        return new Session(
                new SessionRef(item.text(REF)),
                new SiteId(item.text("site")),
                new MemberId(item.text(MEMBER)),
                item.optionalText("origin"),
                item.instant("authenticated"),
                item.instant("seen"),
                item.instant("ends"),
                item.instant("check"),
                item.text("sealed"),
                item.number(VERSION));
    }
}
