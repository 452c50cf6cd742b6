package io.cloakroom.record;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** In memory; held to {@link RecordStoreContract} like the others. */
public final class FakeRecordStore implements RecordStore {
    private final TreeMap<String, SealedRecord> records = new TreeMap<>();

    @Override
    public synchronized Optional<SealedRecord> find(MemberId member, CollectionId collection, RecordId id) {
        return Optional.ofNullable(records.get(key(member, collection, id)));
    }

    @Override
    public synchronized List<SealedRecord> list(
            MemberId member, CollectionId collection, Optional<RecordId> after, int limit) {
        require(isWithin(1, limit, LIST_MAX), "limit", "1 to " + LIST_MAX);
        var start = member.value() + "|" + Tables.recordItems(collection);
        return records.tailMap(start + after.map(RecordId::value).orElse(""), after.isEmpty()).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(start))
                .map(java.util.Map.Entry::getValue)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized boolean put(SealedRecord record) {
        var key = key(record.member(), record.collection(), record.id());
        var stored = records.get(key);
        if ((stored == null ? 0 : stored.version()) != record.version() - 1) return false;
        records.put(key, record);
        return true;
    }

    private static String key(MemberId member, CollectionId collection, RecordId id) {
        return member.value() + "|" + Tables.recordItem(collection, id);
    }
}
