package io.cloakroom.aws;

import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.Marks;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore.Marked;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.Tables;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The blind index: an item for each field of a record, in its member's own partition, so that whoever may reach her items
 * alone can write it, and an erasure finds it. Only the index over all of them is asked by mark.
 */
final class MarkItems {
    private static final String MEMBER = "sub";
    private static final String ITEM = "item";
    private static final int MARKS_MAX = 100;

    private final DynamoDb db;
    private final String table;

    MarkItems(DynamoDb db, String table) {
        this.db = db;
        this.table = table;
    }

    /** What makes a record's marks these, where no other field was ever searchable. */
    List<TransactWriteItem> write(SealedRecord record, Marks marks) {
        var start = Tables.markItems(record.collection(), record.id());
        var writes = new ArrayList<TransactWriteItem>();
        marks.there().forEach((field, mark) -> writes.add(put(record.member(), start + field.value(), mark)));
        marks.gone().forEach(field -> writes.add(delete(record.member(), start + field.value())));
        return writes;
    }

    /** What makes a record's marks these and no others. */
    List<TransactWriteItem> replace(SealedRecord record, Marks marks) {
        var start = Tables.markItems(record.collection(), record.id());
        var writes = new ArrayList<>(write(record, new Marks(marks.there(), Set.of())));
        for (var item : items(record.member(), record.collection(), record.id())) {
            var name = item.substring(start.length());
            if (!FieldName.isFieldName(name) || !marks.there().containsKey(new FieldName(name)))
                writes.add(delete(record.member(), item));
        }
        return writes;
    }

    /** What takes all marks of a record away. */
    List<TransactWriteItem> remove(MemberId member, CollectionId collection, RecordId id) {
        return items(member, collection, id).stream()
                .map(item -> delete(member, item))
                .toList();
    }

    private List<String> items(MemberId member, CollectionId collection, RecordId id) {
        var marks = new Range.Beginning(ITEM, Tables.markItems(collection, id));
        var range = new Range(table, MEMBER, member.value(), Optional.of(marks), MARKS_MAX, true);
        return db.reads().range(range).stream().map(item -> item.text(ITEM)).toList();
    }

    List<Marked> find(CollectionId collection, FieldName field, String mark, int limit) {
        var start = Tables.MARKS + collection.value() + "#";
        var end = "#" + field.value();
        var found = db.call(client -> client.query(query -> query.tableName(table)
                .indexName(Tables.BY_MARK.name())
                .keyConditionExpression("#mark = :mark")
                .expressionAttributeNames(
                        Map.of("#mark", Tables.BY_MARK.partition().attribute()))
                .expressionAttributeValues(Map.of(":mark", Item.textValue(mark)))
                .limit(limit)));
        return found.items().stream()
                .flatMap(item -> Item.of(item).stream())
                .filter(item ->
                        item.text(ITEM).startsWith(start) && item.text(ITEM).endsWith(end))
                .map(item -> marked(item, start, end))
                .toList();
    }

    private static Marked marked(Item item, String start, String end) {
        var text = item.text(ITEM);
        var id = text.substring(start.length(), Math.max(start.length(), text.length() - end.length()));
        if (!RecordId.isRecordId(id) || !MemberId.isMemberId(item.text(MEMBER)))
            throw new Malformed("DynamoDB", "a mark's key");
        return new Marked(new MemberId(item.text(MEMBER)), new RecordId(id));
    }

    private TransactWriteItem put(MemberId member, String item, String mark) {
        var attributes = Item.empty()
                .text(MEMBER, member.value())
                .text(ITEM, item)
                .text(Tables.BY_MARK.partition().attribute(), mark)
                .attributes();
        return TransactWriteItem.builder()
                .put(Put.builder().tableName(table).item(attributes).build())
                .build();
    }

    private TransactWriteItem delete(MemberId member, String item) {
        Map<String, AttributeValue> key = Map.of(MEMBER, Item.textValue(member.value()), ITEM, Item.textValue(item));
        return TransactWriteItem.builder()
                .delete(Delete.builder().tableName(table).key(key).build())
                .build();
    }
}
