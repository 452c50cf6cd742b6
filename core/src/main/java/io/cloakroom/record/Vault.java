package io.cloakroom.record;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import io.cloakroom.seal.MemberKey;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.seal.Place;
import io.cloakroom.seal.VaultId;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Seals records before they are stored, and opens the fields that somebody may see. */
public final class Vault {
    private final VaultId id;
    private final MemberKeys keys;
    private final RecordStore store;
    private final Clock clock;

    public Vault(VaultId id, MemberKeys keys, RecordStore store, Clock clock) {
        this.id = id;
        this.keys = keys;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Seals and stores the next version of a record.
     *
     * @param knownVersion the version that the caller has seen; 0 for a record that is new
     * @param values of declared fields only, each of its field's type
     * @return false, and nothing changed, if somebody has written another version meanwhile
     */
    public boolean write(
            MemberId member, Collection collection, RecordId record, long knownVersion, Map<FieldName, String> values) {
        var version = knownVersion + 1;
        var key = keys.current(member);
        var stored = new HashMap<FieldName, StoredValue>();
        values.forEach((name, value) -> {
            var field = collection.field(name).orElseThrow(() -> new IllegalArgumentException("no such field"));
            field.type().fault(value).ifPresent(allowed -> require(false, name.value(), allowed));
            stored.put(name, stored(key, field, place(collection.id(), record, version, name), value));
        });
        return store.put(new SealedRecord(member, collection.id(), record, version, clock.instant(), stored));
    }

    private static StoredValue stored(MemberKey key, Field field, Place place, String value) {
        return field.isSealed() ? new StoredValue.Sealed(key.seal(place, value)) : new StoredValue.Plain(value);
    }

    /** Opens these fields and leaves the others as they are; a field without a value is left out. */
    public MemberRecord open(SealedRecord record, Set<FieldName> fields) {
        var opened = new LinkedHashMap<FieldName, String>();
        for (var name : fields) {
            var stored = record.values().get(name);
            if (stored != null) opened.put(name, open(record, name, stored));
        }
        return new MemberRecord(record.member(), record.id(), record.version(), opened);
    }

    private String open(SealedRecord record, FieldName name, StoredValue stored) {
        return switch (stored) {
            case StoredValue.Plain plain -> plain.value();
            case StoredValue.Sealed sealed -> {
                var key = keys.version(record.member(), sealed.value().keyVersion());
                yield key.open(place(record.collection(), record.id(), record.version(), name), sealed.value());
            }
        };
    }

    private Place place(CollectionId collection, RecordId record, long version, FieldName field) {
        return new Place(id, collection.value(), record.value(), version, field.value());
    }
}
