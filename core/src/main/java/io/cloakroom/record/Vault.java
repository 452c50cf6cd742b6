package io.cloakroom.record;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.seal.MemberKey;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.seal.MemberKeys.Held;
import io.cloakroom.seal.Place;
import io.cloakroom.seal.VaultId;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Seals records before they are stored, and opens the fields that somebody may see. */
public final class Vault {
    /** Of one search. */
    public static final int HITS_MAX = 20;

    private final VaultId id;
    private final MemberKeys keys;
    private final RecordStore store;
    private final Clock clock;
    private final BlindIndex index;

    /** @param key from which the keys of searchable fields are derived */
    public Vault(VaultId id, MemberKeys keys, RecordStore store, Clock clock, GatewayKey key) {
        this.id = id;
        this.keys = keys;
        this.store = store;
        this.clock = clock;
        this.index = new BlindIndex(id, key);
    }

    /**
     * Seals and stores the next version of a record, in place of all that it held.
     *
     * @param knownVersion the version that the caller has seen; 0 for a record that is new
     * @param values of declared fields only, each of its field's type
     */
    public RecordStore.Put write(
            MemberId member, Collection collection, RecordId record, long knownVersion, Map<FieldName, String> values) {
        var next = new HashMap<FieldName, Clear>();
        values.forEach((name, value) -> next.put(name, clear(collection, name, value)));
        return put(member, collection, record, knownVersion + 1, next, Optional.empty());
    }

    /** What became of a change. */
    public enum Change {
        DONE,
        /** The same write was done before: nothing is changed a second time. */
        DONE_BEFORE,
        /** Somebody has written another version meanwhile, and nothing is changed. */
        CONFLICT,
        /** The member was erased, and nothing is written any more. */
        ERASED,
        /** With it the record would be larger than {@link SealedRecord#BYTES_MAX}, and nothing is changed. */
        TOO_LARGE
    }

    /**
     * Changes some values of a record, or makes it. Every other value is opened and sealed anew, for a seal names the
     * record's version; none of them leaves here.
     *
     * @param knownVersion the version that the caller has seen; 0 for a record that is new
     * @param changes of declared fields only, each of its field's type; empty takes a value away
     */
    public Change change(
            MemberId member,
            Collection collection,
            RecordId record,
            long knownVersion,
            Map<FieldName, Optional<String>> changes,
            WriteId id) {
        var current = store.find(member, collection.id(), record);
        if (isBy(id, current)) return Change.DONE_BEFORE;
        if (current.map(SealedRecord::version).orElse(0L) != knownVersion) return Change.CONFLICT;
        var opened = current.map(found -> clear(collection, found)).orElseGet(() -> Optional.of(Map.of()));
        if (opened.isEmpty()) return Change.ERASED;
        var next = new HashMap<>(opened.get());
        changes.forEach((name, value) -> value.map(text -> clear(collection, name, text))
                .ifPresentOrElse(clear -> next.put(name, clear), () -> next.remove(name)));
        return switch (put(member, collection, record, knownVersion + 1, next, Optional.of(id))) {
            case DONE -> Change.DONE;
            case ERASED -> Change.ERASED;
            case TOO_LARGE -> Change.TOO_LARGE;
            // Of one request sent twice at once, the second comes here too.
            case CONFLICT ->
                isBy(id, store.find(member, collection.id(), record)) ? Change.DONE_BEFORE : Change.CONFLICT;
        };
    }

    /**
     * What would become of a new record, if it were written now. Writes nothing, not even a key.
     *
     * @param values of declared fields only, each of its field's type
     * @return DONE, ERASED or TOO_LARGE
     */
    public Change foresee(MemberId member, Collection collection, RecordId record, Map<FieldName, String> values) {
        if (!(keys.foreseen(member) instanceof Held.Key(var key))) return Change.ERASED;
        var clear = new HashMap<FieldName, Clear>();
        values.forEach((name, value) -> clear.put(name, clear(collection, name, value)));
        return sealed(key, collection, record, 1, clear, Optional.empty()).isTooLarge()
                ? Change.TOO_LARGE
                : Change.DONE;
    }

    /** What became of a record that a member adds. */
    public enum Addition {
        DONE,
        /** The same write was done before: nothing is added a second time. */
        DONE_BEFORE,
        /** There is a record of this id, by another write. */
        THERE,
        /** She has added as many as her collection lets her. */
        FULL,
        /** The member was erased, and nothing is written any more. */
        ERASED,
        /** It is larger than {@link SealedRecord#BYTES_MAX}. */
        TOO_LARGE
    }

    /**
     * Adds a record to those that a member has added herself.
     *
     * @param record one of {@link RecordId#own}
     * @param values of declared fields only, each of its field's type
     */
    public Addition add(
            MemberId member, Collection collection, RecordId record, Map<FieldName, String> values, WriteId id) {
        var current = store.find(member, collection.id(), record);
        if (current.isPresent()) return isBy(id, current) ? Addition.DONE_BEFORE : Addition.THERE;
        var clear = new HashMap<FieldName, Clear>();
        values.forEach((name, value) -> clear.put(name, clear(collection, name, value)));
        var sealed = sealed(member, collection, record, 1, clear, Optional.of(id));
        if (sealed.isEmpty()) return Addition.ERASED;
        var most = collection.member().list().recordsMax();
        return switch (store.add(sealed.get(), most, marks(collection, clear))) {
            case DONE -> Addition.DONE;
            case FULL -> Addition.FULL;
            case ERASED -> Addition.ERASED;
            case TOO_LARGE -> Addition.TOO_LARGE;
            // Of one request sent twice at once, the second comes here.
            case THERE -> isBy(id, store.find(member, collection.id(), record)) ? Addition.DONE_BEFORE : Addition.THERE;
        };
    }

    /**
     * Takes a record away.
     *
     * @param knownVersion the version that the caller has seen
     * @return false, and nothing changed, if it is of another version by now, or gone
     */
    public boolean delete(MemberId member, Collection collection, RecordId record, long knownVersion) {
        return store.delete(member, collection.id(), record, knownVersion);
    }

    private static boolean isBy(WriteId id, Optional<SealedRecord> record) {
        return record.flatMap(SealedRecord::writeId).filter(id::equals).isPresent();
    }

    /** A value on its way into a record. Does not print. */
    private record Clear(String value, boolean isSealed) {
        @Override
        public String toString() {
            return "Clear[hidden]";
        }
    }

    private static Clear clear(Collection collection, FieldName name, String value) {
        var field = collection.field(name).orElseThrow(() -> new IllegalArgumentException("no such field"));
        field.type().fault(value).ifPresent(allowed -> require(false, name.value(), allowed));
        return new Clear(value, field.isSealed());
    }

    /**
     * All values as they are stored: also of fields that are declared no more, or of another type by now. One of a field that
     * is sealed by now, will be.
     */
    private Optional<Map<FieldName, Clear>> clear(Collection collection, SealedRecord record) {
        var sealed = collection.sealed();
        return open(record, record.values().keySet())
                .map(opened -> opened.fields().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                field -> new Clear(
                                        field.getValue(),
                                        sealed.contains(field.getKey())
                                                || record.values().get(field.getKey())
                                                        instanceof StoredValue.Sealed))));
    }

    /** Whether a field was declared sealed after this record was written: its value stands there as it is. */
    public static boolean isToSeal(Collection collection, SealedRecord record) {
        return collection.sealed().stream().anyMatch(name -> record.values().get(name) instanceof StoredValue.Plain);
    }

    /**
     * Seals what {@linkplain #isToSeal is to be sealed} by now, as the record's next version. Its values are the same, and it
     * counts as last written when it was.
     *
     * @return false, and nothing changed, if there is nothing to seal, or the record was written or erased meanwhile
     * @throws Malformed if it does not open, or would be too large
     */
    public boolean seal(Collection collection, SealedRecord record) {
        if (!isToSeal(collection, record)) return false;
        var values = clear(collection, record);
        if (values.isEmpty()) return false;
        var next =
                sealed(record.member(), collection, record.id(), record.version() + 1, values.get(), record.writeId());
        if (next.isEmpty()) return false;
        return switch (store.put(next.get().writtenAt(record.writtenAt()), marks(collection, values.get()))) {
            case DONE -> true;
            case CONFLICT, ERASED -> false;
            case TOO_LARGE -> throw new Malformed("vault", "a record that is too large once it is sealed");
        };
    }

    private RecordStore.Put put(
            MemberId member,
            Collection collection,
            RecordId record,
            long version,
            Map<FieldName, Clear> values,
            Optional<WriteId> id) {
        return sealed(member, collection, record, version, values, id)
                .map(next -> store.put(next, marks(collection, values)))
                .orElse(RecordStore.Put.ERASED);
    }

    private Marks marks(Collection collection, Map<FieldName, Clear> values) {
        var there = new HashMap<FieldName, String>();
        var gone = new HashSet<FieldName>();
        for (var field : collection.searchable()) {
            Optional.ofNullable(values.get(field.name()))
                    .flatMap(clear -> index.mark(collection.id(), field, clear.value()))
                    .ifPresentOrElse(mark -> there.put(field.name(), mark), () -> gone.add(field.name()));
        }
        return new Marks(there, gone);
    }

    /** A record that was found by a value. */
    public record Hit(MemberId member, RecordId record) {}

    /**
     * Finds records by the exact value of a searchable field, whosever they are. A mark alone is not believed: every hit was
     * opened and holds the value.
     *
     * @return at most {@value #HITS_MAX}
     */
    public List<Hit> search(Collection collection, FieldName name, String value) {
        var field = collection
                .field(name)
                .filter(Field::isSearchable)
                .orElseThrow(() -> new IllegalArgumentException("no searchable field"));
        return index.mark(collection.id(), field, value).stream()
                .flatMap(mark -> store.marked(collection.id(), name, mark, RecordStore.LIST_MAX).stream())
                .filter(marked -> holds(collection, field, marked, value))
                .map(marked -> new Hit(marked.member(), marked.id()))
                .distinct()
                .limit(HITS_MAX)
                .toList();
    }

    private boolean holds(Collection collection, Field field, RecordStore.Marked marked, String value) {
        try {
            return store.find(marked.member(), collection.id(), marked.id())
                    .flatMap(record -> open(record, Set.of(field.name())))
                    .flatMap(record -> Optional.ofNullable(record.fields().get(field.name())))
                    .flatMap(held -> BlindIndex.normal(field.type(), held))
                    .equals(BlindIndex.normal(field.type(), value));
        } catch (Malformed doesNotOpen) {
            // One broken record, or a mark that somebody planted, must not hide the others.
            return false;
        }
    }

    /**
     * Gives a record the marks that it would have if it were written now.
     *
     * @return false, and nothing changed, if it was written or erased meanwhile: then it has them, or needs none
     */
    public boolean mark(Collection collection, SealedRecord record) {
        var searchable = collection.searchable().stream().map(Field::name).collect(Collectors.toSet());
        var opened = open(record, searchable);
        if (opened.isEmpty()) return false;
        var values = new HashMap<FieldName, Clear>();
        opened.get().fields().forEach((name, value) -> values.put(name, new Clear(value, true)));
        return store.mark(record, marks(collection, values));
    }

    /** @return empty if the member was erased */
    private Optional<SealedRecord> sealed(
            MemberId member,
            Collection collection,
            RecordId record,
            long version,
            Map<FieldName, Clear> values,
            Optional<WriteId> id) {
        return keys.current(member) instanceof Held.Key(var key)
                ? Optional.of(sealed(key, collection, record, version, values, id))
                : Optional.empty();
    }

    private SealedRecord sealed(
            MemberKey key,
            Collection collection,
            RecordId record,
            long version,
            Map<FieldName, Clear> values,
            Optional<WriteId> id) {
        var stored = new HashMap<FieldName, StoredValue>();
        values.forEach((name, value) ->
                stored.put(name, stored(key, value, place(collection.id(), record, version, name))));
        return new SealedRecord(key.member(), collection.id(), record, version, clock.instant(), id, stored);
    }

    private static StoredValue stored(MemberKey key, Clear value, Place place) {
        return value.isSealed()
                ? new StoredValue.Sealed(key.seal(place, value.value()))
                : new StoredValue.Plain(value.value());
    }

    /**
     * Opens these fields and leaves the others as they are; a field without a value is left out.
     *
     * @return empty if the member was erased: what is left of the record opens no more
     */
    public Optional<MemberRecord> open(SealedRecord record, Set<FieldName> fields) {
        var opened = new LinkedHashMap<FieldName, String>();
        for (var name : fields) {
            var stored = record.values().get(name);
            if (stored == null) continue;
            switch (stored) {
                case StoredValue.Plain plain -> opened.put(name, plain.value());
                case StoredValue.Sealed(var sealed) -> {
                    if (!(keys.version(record.member(), sealed.keyVersion()) instanceof Held.Key(var key))) {
                        return Optional.empty();
                    }
                    var place = place(record.collection(), record.id(), record.version(), name);
                    opened.put(name, key.open(place, sealed));
                }
            }
        }
        return Optional.of(new MemberRecord(record.member(), record.id(), record.version(), opened));
    }

    private Place place(CollectionId collection, RecordId record, long version, FieldName field) {
        return new Place(id, collection.value(), record.value(), version, field.value());
    }
}
