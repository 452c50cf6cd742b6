package io.cloakroom.aws;

import io.cloakroom.member.MemberId;
import io.cloakroom.member.SessionRef;
import io.cloakroom.record.Tables;
import io.cloakroom.signin.Ticket;
import io.cloakroom.signin.Ticket.Purpose;
import io.cloakroom.signin.TicketStore;
import io.cloakroom.site.SiteId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Tickets under their hash, and the ids of messages seen. One conditional write decides who is first. */
public final class DynamoTicketStore implements TicketStore {
    private static final String ID = "id";

    private final DynamoDb db;
    private final String table;

    public DynamoTicketStore(DynamoDb db, Tables tables) {
        this.db = db;
        this.table = tables.tickets().name();
    }

    @Override
    public void put(String hash, Ticket ticket) {
        var item = Item.empty()
                .text(ID, ticketId(hash))
                .text("site", ticket.site().value())
                .text("sub", ticket.member().value())
                .text("session", ticket.session().value())
                .text("purpose", ticket.purpose().name())
                .text("bind", ticket.bind())
                .instant("until", ticket.expiresAt())
                .number(Tables.EXPIRES, ticket.expiresAt().getEpochSecond());
        db.call(client -> client.putItem(put -> put.tableName(table).item(item.attributes())));
    }

    @Override
    public Optional<Ticket> take(String hash) {
        // The condition, and not the old item alone: DynamoDB Local hands that to two who delete at once.
        return db.callIf(client -> client.deleteItem(delete -> delete.tableName(table)
                        .key(key(ticketId(hash)))
                        .conditionExpression("attribute_exists(#id)")
                        .expressionAttributeNames(Map.of("#id", ID))
                        .returnValues(ReturnValue.ALL_OLD)))
                .flatMap(taken -> Item.of(taken.attributes()))
                .map(DynamoTicketStore::ticket);
    }

    @Override
    public boolean isFirst(SiteId site, String messageId, Instant keepUntil) {
        var item = Item.empty()
                .text(ID, "message#" + site.value() + "#" + messageId)
                .number(Tables.EXPIRES, keepUntil.getEpochSecond());
        return db.callIf(client -> client.putItem(put -> put.tableName(table)
                        .item(item.attributes())
                        .conditionExpression("attribute_not_exists(#id)")
                        .expressionAttributeNames(Map.of("#id", ID))))
                .isPresent();
    }

    private static String ticketId(String hash) {
        return "ticket#" + hash;
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of(ID, Item.textValue(id));
    }

    private static Ticket ticket(Item item) {
        return new Ticket(
                new SiteId(item.text("site")),
                new MemberId(item.text("sub")),
                new SessionRef(item.text("session")),
                Purpose.valueOf(item.text("purpose")),
                item.text("bind"),
                item.instant("until"));
    }
}
