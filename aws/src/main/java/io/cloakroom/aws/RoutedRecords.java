package io.cloakroom.aws;

import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.Marks;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.SealedRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The vault's own records, and those of tables of the operator's own, which are read and nothing else: they are in no
 * erasure, and whoever would write them has made a mistake.
 */
public final class RoutedRecords implements RecordStore {
    private final RecordStore vault;
    private final Map<CollectionId, MappedTable> tables;

    private RoutedRecords(RecordStore vault, Map<CollectionId, MappedTable> tables) {
        this.vault = vault;
        this.tables = tables;
    }

    /** @param vault where collections are kept that name no table */
    public static RecordStore of(RecordStore vault, DynamoDb db, List<Collection> collections) {
        var tables = new HashMap<CollectionId, MappedTable>();
        for (var collection : collections) {
            collection
                    .table()
                    .ifPresent(mapping -> tables.put(collection.id(), new MappedTable(db, collection, mapping)));
        }
        return tables.isEmpty() ? vault : new RoutedRecords(vault, Map.copyOf(tables));
    }

    private Optional<MappedTable> table(CollectionId collection) {
        return Optional.ofNullable(tables.get(collection));
    }

    private RecordStore written(CollectionId collection) {
        if (tables.containsKey(collection)) throw new IllegalStateException("a table that is read only");
        return vault;
    }

    @Override
    public Optional<SealedRecord> find(MemberId member, CollectionId collection, RecordId id) {
        return table(collection)
                .map(table -> table.find(member, id))
                .orElseGet(() -> vault.find(member, collection, id));
    }

    @Override
    public List<SealedRecord> list(MemberId member, CollectionId collection, Optional<RecordId> after, int limit) {
        return table(collection)
                .map(table -> table.list(member, after, limit))
                .orElseGet(() -> vault.list(member, collection, after, limit));
    }

    @Override
    public Put put(SealedRecord record, Marks marks) {
        return written(record.collection()).put(record, marks);
    }

    @Override
    public Added add(SealedRecord record, int most, Marks marks) {
        return written(record.collection()).add(record, most, marks);
    }

    @Override
    public boolean mark(SealedRecord record, Marks marks) {
        return written(record.collection()).mark(record, marks);
    }

    @Override
    public List<Marked> marked(CollectionId collection, FieldName field, String mark, int limit) {
        return written(collection).marked(collection, field, mark, limit);
    }

    @Override
    public List<SealedRecord> some(MemberId member, int limit) {
        return vault.some(member, limit);
    }

    @Override
    public void delete(MemberId member, CollectionId collection, RecordId id) {
        // Of the vault's own, whatever a table is called by now: an erasure finds what was kept here before.
        vault.delete(member, collection, id);
    }

    @Override
    public boolean delete(MemberId member, CollectionId collection, RecordId id, long version) {
        return written(collection).delete(member, collection, id, version);
    }

    @Override
    public int forget(MemberId member) {
        return vault.forget(member);
    }
}
