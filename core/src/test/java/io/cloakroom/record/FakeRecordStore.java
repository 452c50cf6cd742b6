package io.cloakroom.record;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** In memory; held to {@link RecordStoreContract} like the others. */
public final class FakeRecordStore implements RecordStore {
    private final TreeMap<String, SealedRecord> records = new TreeMap<>();
    private final Map<String, Map<FieldName, String>> marks = new HashMap<>();
    private final Set<String> spoilt = new HashSet<>();
    private final Predicate<MemberId> isErased;

    /** @param isErased whether a member's tombstone stands */
    public FakeRecordStore(Predicate<MemberId> isErased) {
        this.isErased = isErased;
    }

    @Override
    public synchronized Optional<SealedRecord> find(MemberId member, CollectionId collection, RecordId id) {
        return Optional.ofNullable(records.get(key(member, collection, id))).map(this::read);
    }

    /** Nobody can read this record any more. */
    public synchronized void spoil(MemberId member, CollectionId collection, RecordId id) {
        spoilt.add(key(member, collection, id));
    }

    private SealedRecord read(SealedRecord record) {
        if (isSpoilt(record)) throw new Malformed("store", "a spoilt record");
        return record;
    }

    private boolean isSpoilt(SealedRecord record) {
        return spoilt.contains(key(record.member(), record.collection(), record.id()));
    }

    @Override
    public synchronized List<SealedRecord> list(
            MemberId member, CollectionId collection, Optional<RecordId> after, int limit) {
        require(isWithin(1, limit, LIST_MAX), "limit", "1 to " + LIST_MAX);
        var start = member.value() + "|" + Tables.recordItems(collection);
        var found = new ArrayList<SealedRecord>();
        var rest = records.tailMap(start + after.map(RecordId::value).orElse(""), after.isEmpty());
        for (var entry : rest.entrySet()) {
            if (!entry.getKey().startsWith(start) || RecordStore.isFull(found, limit)) break;
            found.add(read(entry.getValue()));
        }
        return List.copyOf(found);
    }

    @Override
    public synchronized Put put(SealedRecord record, Marks marks) {
        if (record.isTooLarge()) return Put.TOO_LARGE;
        if (isErased.test(record.member())) return Put.ERASED;
        var key = key(record.member(), record.collection(), record.id());
        var stored = records.get(key);
        if ((stored == null ? 0 : stored.version()) != record.version() - 1) return Put.CONFLICT;
        records.put(key, record);
        mark(key, marks);
        return Put.DONE;
    }

    private void mark(String key, Marks now) {
        var of = marks.computeIfAbsent(key, _ -> new HashMap<>());
        of.putAll(now.there());
        of.keySet().removeAll(now.gone());
    }

    @Override
    public synchronized boolean mark(SealedRecord record, Marks now) {
        var key = key(record.member(), record.collection(), record.id());
        var stored = records.get(key);
        if (isErased.test(record.member()) || stored == null || stored.version() != record.version()) return false;
        marks.put(key, new HashMap<>(now.there()));
        return true;
    }

    @Override
    public synchronized List<Marked> marked(CollectionId collection, FieldName field, String mark, int limit) {
        require(isWithin(1, limit, LIST_MAX), "limit", "1 to " + LIST_MAX);
        return records.entrySet().stream()
                .filter(entry -> entry.getValue().collection().equals(collection))
                .filter(entry ->
                        mark.equals(marks.getOrDefault(entry.getKey(), Map.of()).get(field)))
                .map(entry ->
                        new Marked(entry.getValue().member(), entry.getValue().id()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Added add(SealedRecord record, int most, Marks marks) {
        require(record.version() == 1 && record.id().isOwn(), "added record", "version 1 of an own id");
        if (record.isTooLarge()) return Added.TOO_LARGE;
        if (isErased.test(record.member())) return Added.ERASED;
        var key = key(record.member(), record.collection(), record.id());
        if (records.containsKey(key)) return Added.THERE;
        var own = records.values().stream()
                .filter(other -> other.member().equals(record.member()))
                .filter(other -> other.collection().equals(record.collection()))
                .filter(other -> other.id().isOwn())
                .count();
        if (own >= most) return Added.FULL;
        records.put(key, record);
        mark(key, marks);
        return Added.DONE;
    }

    @Override
    public synchronized int forget(MemberId member) {
        var before = records.size();
        records.keySet().removeIf(key -> key.startsWith(member.value() + "|"));
        marks.keySet().removeIf(key -> key.startsWith(member.value() + "|"));
        return before - records.size();
    }

    @Override
    public synchronized List<SealedRecord> some(MemberId member, int limit) {
        require(isWithin(1, limit, LIST_MAX), "limit", "1 to " + LIST_MAX);
        return records.values().stream()
                .filter(record -> record.member().equals(member) && !isSpoilt(record))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void delete(MemberId member, CollectionId collection, RecordId id) {
        records.remove(key(member, collection, id));
    }

    @Override
    public synchronized boolean delete(MemberId member, CollectionId collection, RecordId id, long version) {
        var key = key(member, collection, id);
        var stored = records.get(key);
        if (stored == null || stored.version() != version) return false;
        records.remove(key);
        marks.remove(key);
        return true;
    }

    private static String key(MemberId member, CollectionId collection, RecordId id) {
        return member.value() + "|" + Tables.recordItem(collection, id);
    }
}
