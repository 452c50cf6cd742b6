package io.cloakroom.record;

import io.cloakroom.member.MemberId;
import io.cloakroom.record.Field.FieldClass;
import io.cloakroom.seal.KeyLookup;
import io.cloakroom.seal.MemberKeyStore;
import io.cloakroom.upstream.UpstreamException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes a member out of the vault, for good. Her tombstone first, so that from then on nobody seals anything for her; then
 * her keys, without which what is left anywhere opens no more; then her records. Whatever stops it half-way, doing it again
 * ends it.
 */
public final class Erasure {
    private final MemberKeyStore keys;
    private final RecordStore records;
    private final List<CollectionId> declared;
    private final Set<String> plain;
    private final Set<String> marked;
    private final Clock clock;

    /** @param collections as they are declared now; those in tables of the operator's own do not matter */
    public Erasure(MemberKeyStore keys, RecordStore records, Collections collections, Clock clock) {
        this.keys = keys;
        this.records = records;
        this.declared = ours(collections).map(Collection::id).toList();
        this.plain = names(collections, field -> field.fieldClass() == FieldClass.PLAIN);
        this.marked = names(collections, Field::isSearchable);
        this.clock = clock;
    }

    private static Set<String> names(Collections collections, Predicate<Field> isMeant) {
        return ours(collections)
                .flatMap(collection ->
                        collection.fields().stream().filter(isMeant).map(field -> name(collection.id(), field.name())))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<Collection> ours(Collections collections) {
        return collections.all().stream()
                .filter(collection -> collection.table().isEmpty());
    }

    private static String name(CollectionId collection, FieldName field) {
        return collection.value() + "." + field.value();
    }

    /**
     * What was erased.
     *
     * @param at since when nobody seals anything for her
     * @param keys destroyed this time
     * @param records taken away this time, by collection
     * @param plain fields that are not sealed, as {@code collection.field}, by the configuration or by what was found now: a
     *     backup shows them as they were. Names those of records too that another try had taken away before
     * @param marked fields that are found by their value: a backup shows whether two were equal, and to whoever has the
     *     gateway's own key whether one was a value that he guesses
     * @param spoilt records taken away unread, so that nobody knows what in them was not sealed
     */
    public record Receipt(
            Instant at, int keys, Map<String, Integer> records, Set<String> plain, Set<String> marked, int spoilt) {
        public Receipt {
            records = Map.copyOf(records);
            plain = Set.copyOf(plain);
            marked = Set.copyOf(marked);
        }
    }

    /**
     * What there is to erase; changes nothing. The first {@value RecordStore#LIST_MAX} records are counted; where there may be
     * more, one besides of each declared collection that none of those is of, so that none is left out.
     */
    public Receipt look(MemberId member) {
        var found = new Found();
        var some = records.some(member, RecordStore.LIST_MAX);
        some.forEach(found::add);
        if (some.size() == RecordStore.LIST_MAX) {
            declared.stream()
                    .filter(id -> !found.records.containsKey(id.value()))
                    .forEach(id -> addOne(member, id, found));
        }
        return new Receipt(clock.instant(), 0, found.records, found.plain, marked, 0);
    }

    private void addOne(MemberId member, CollectionId collection, Found found) {
        try {
            records.list(member, collection, Optional.empty(), 1).forEach(found::add);
        } catch (UpstreamException.Malformed spoilt) {
            // It is there, though nobody can read it.
            found.records.put(collection.value(), 1);
        }
    }

    /** @throws UpstreamException if a store cannot be used now; do it again then */
    public Receipt erase(MemberId member) {
        keys.bury(member, clock.instant());
        var at = keys.newest(member) instanceof KeyLookup.Erased erased ? erased.at() : clock.instant();
        var destroyed = keys.destroy(member);
        var found = new Found();
        while (true) {
            var some = records.some(member, RecordStore.LIST_MAX);
            if (some.isEmpty()) {
                var spoilt = records.forget(member);
                return new Receipt(at, destroyed, found.records, found.plain, marked, spoilt);
            }
            for (var record : some) {
                records.delete(member, record.collection(), record.id());
                found.add(record);
            }
        }
    }

    private final class Found {
        private final Map<String, Integer> records = new TreeMap<>();
        private final TreeSet<String> plain = new TreeSet<>(Erasure.this.plain);

        void add(SealedRecord record) {
            records.merge(record.collection().value(), 1, Integer::sum);
            record.values().forEach((name, value) -> {
                if (value instanceof StoredValue.Plain) plain.add(name(record.collection(), name));
            });
        }
    }
}
