package io.cloakroom.record;

import io.cloakroom.member.MemberId;
import io.cloakroom.seal.KeyLookup;
import io.cloakroom.seal.MemberKeyStore;
import io.cloakroom.upstream.UpstreamException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes a member out of the vault, for good. Her tombstone first, so that from then on nobody seals anything for her; then
 * her keys, without which what is left anywhere opens no more; then her records. Whatever stops it half-way, doing it again
 * ends it.
 */
public final class Erasure {
    private final MemberKeyStore keys;
    private final RecordStore records;
    private final Clock clock;

    public Erasure(MemberKeyStore keys, RecordStore records, Clock clock) {
        this.keys = keys;
        this.records = records;
        this.clock = clock;
    }

    /**
     * What was erased.
     *
     * @param at since when nobody seals anything for her
     * @param keys destroyed this time
     * @param records taken away this time, by collection
     * @param plain fields among them that were not sealed, as {@code collection.field}: a backup shows them as they were
     * @param spoilt records taken away unread, so that nobody knows what in them was not sealed
     */
    public record Receipt(Instant at, int keys, Map<String, Integer> records, Set<String> plain, int spoilt) {
        public Receipt {
            records = Map.copyOf(records);
            plain = Set.copyOf(plain);
        }
    }

    /** What there is to erase; changes nothing. At most the first {@value RecordStore#LIST_MAX} records are counted. */
    public Receipt look(MemberId member) {
        var found = new Found();
        records.some(member, RecordStore.LIST_MAX).forEach(found::add);
        return new Receipt(clock.instant(), 0, found.records, found.plain, 0);
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
                return new Receipt(at, destroyed, found.records, found.plain, spoilt);
            }
            for (var record : some) {
                records.delete(member, record.collection(), record.id());
                found.add(record);
            }
        }
    }

    private static final class Found {
        private final Map<String, Integer> records = new TreeMap<>();
        private final TreeSet<String> plain = new TreeSet<>();

        void add(SealedRecord record) {
            var collection = record.collection().value();
            records.merge(collection, 1, Integer::sum);
            record.values().forEach((name, value) -> {
                if (value instanceof StoredValue.Plain) plain.add(collection + "." + name.value());
            });
        }
    }
}
