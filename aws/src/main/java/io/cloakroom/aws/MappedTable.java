package io.cloakroom.aws;

import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Field;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.FieldType;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.StoredValue;
import io.cloakroom.record.TableMapping;
import io.cloakroom.record.TableMapping.Sort;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads a collection out of a table of the operator's own. Every value has to be of its field's type: what is not, is a
 * {@link Malformed} that names the field and shows nothing of it. Records have no versions there, so each is of version 1.
 */
public final class MappedTable {
    private static final MemberId NOBODY = new MemberId("doctor");

    private final DynamoDb db;
    private final Collection collection;
    private final TableMapping mapping;

    public MappedTable(DynamoDb db, Collection collection, TableMapping mapping) {
        this.db = db;
        this.collection = collection;
        this.mapping = mapping;
    }

    /**
     * Reads as the gateway would, for nobody.
     *
     * @throws io.cloakroom.upstream.UpstreamException if that cannot be done
     */
    public void probe() {
        if (collection.isSingle()) find(NOBODY, RecordId.SELF);
        else list(NOBODY, Optional.empty(), 1);
    }

    Optional<SealedRecord> find(MemberId member, RecordId id) {
        if (collection.isSingle() && !id.equals(RecordId.SELF)) return Optional.empty();
        return db.reads().item(mapping.name(), key(member, id)).map(item -> record(member, id, item));
    }

    private Map<String, AttributeValue> key(MemberId member, RecordId id) {
        var key = new HashMap<String, AttributeValue>();
        key.put(mapping.key(), Item.textValue(mapping.partition(member)));
        mapping.sort().ifPresent(sort -> key.put(sort.attribute(), Item.textValue(sortKey(sort, id))));
        return key;
    }

    private String sortKey(Sort sort, RecordId id) {
        return collection.isSingle() ? sort.start() : sort.start() + id.value();
    }

    List<SealedRecord> list(MemberId member, Optional<RecordId> after, int limit) {
        if (collection.isSingle()) return find(member, RecordId.SELF).stream().toList();
        var sort = mapping.sort().orElseThrow();
        // Ids are printable ASCII: what lies outside is an item of another kind, such as the one that others hang on.
        var ids = Optional.of(new Range.Between(sort.attribute(), sort.start() + '!', sort.start() + '\u007f'));
        var behind = after.map(id -> key(member, id));
        var range = new Range(mapping.name(), mapping.key(), mapping.partition(member), ids, behind, limit, true);
        return RecordLists.read(db.reads(), range, item -> record(member, id(sort, item), item));
    }

    private RecordId id(Sort sort, Item item) {
        var key = item.text(sort.attribute());
        var id = key.startsWith(sort.start()) ? key.substring(sort.start().length()) : "";
        if (!RecordId.isRecordId(id)) throw new Malformed("DynamoDB", "a record's key in table " + mapping.name());
        return new RecordId(id);
    }

    private SealedRecord record(MemberId member, RecordId id, Item item) {
        var values = new HashMap<FieldName, StoredValue>();
        for (var field : collection.fields()) {
            Optional.ofNullable(item.attributes().get(mapping.attributes().get(field.name())))
                    .flatMap(value -> text(field, value))
                    .ifPresent(text -> values.put(field.name(), new StoredValue.Plain(text)));
        }
        return new SealedRecord(member, collection.id(), id, 1, Instant.EPOCH, Optional.empty(), values);
    }

    private Optional<String> text(Field field, AttributeValue value) {
        if (Boolean.TRUE.equals(value.nul())) return Optional.empty();
        var text = read(field.type(), value).orElseThrow(() -> unreadable(field));
        if (text.isEmpty()) return Optional.empty();
        if (field.type().fault(text).isPresent()) throw unreadable(field);
        return Optional.of(text);
    }

    private static Optional<String> read(FieldType type, AttributeValue value) {
        return switch (type) {
            case FieldType.Text _, FieldType.Day _, FieldType.Choice _ -> Optional.ofNullable(value.s());
            case FieldType.Decimal _ -> Optional.ofNullable(value.n()).flatMap(MappedTable::plain);
            case FieldType.Truth _ -> Optional.ofNullable(value.bool()).map(String::valueOf);
            case FieldType.Items _ -> lines(value);
        };
    }

    private static Optional<String> plain(String number) {
        try {
            return Optional.of(new BigDecimal(number).toPlainString());
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private static Optional<String> lines(AttributeValue value) {
        if (value.hasSs()) return Optional.of(joined(value.ss().stream().sorted()));
        if (!value.hasL() || value.l().stream().anyMatch(item -> item.s() == null)) return Optional.empty();
        return Optional.of(joined(value.l().stream().map(AttributeValue::s)));
    }

    private static String joined(Stream<String> lines) {
        return String.join("\n", lines.toList());
    }

    private Malformed unreadable(Field field) {
        return new Malformed(
                "DynamoDB",
                "field " + field.name().value() + " in table " + mapping.name() + " is no "
                        + field.type().word());
    }
}
