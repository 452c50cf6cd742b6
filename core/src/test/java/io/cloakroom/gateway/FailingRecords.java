package io.cloakroom.gateway;

import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FakeRecordStore;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.Marks;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.StoredValue;
import io.cloakroom.seal.FakeMemberKeyStore;
import io.cloakroom.seal.SealedValue;
import io.cloakroom.upstream.UpstreamException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A record store that can be made to fail, or to hold what does not open. */
final class FailingRecords implements RecordStore {
    private final FakeRecordStore store;

    FailingRecords(FakeMemberKeyStore keys) {
        store = new FakeRecordStore(keys::isErased);
    }

    private final Set<FieldName> spoilt = new HashSet<>();
    private @Nullable UpstreamException failure;

    void fail(@Nullable UpstreamException with) {
        failure = with;
    }

    /** From now on each record holds something under this name that does not open. */
    void spoil(String field) {
        spoilt.add(new FieldName(field));
    }

    private SealedRecord spoil(SealedRecord record) {
        var values = new HashMap<>(record.values());
        record.values().values().stream()
                .filter(StoredValue.Sealed.class::isInstance)
                .map(StoredValue.Sealed.class::cast)
                .findFirst()
                .ifPresent(some -> spoilt.forEach(name -> values.put(name, changed(some))));
        return new SealedRecord(
                record.member(),
                record.collection(),
                record.id(),
                record.version(),
                record.writtenAt(),
                record.writeId(),
                values);
    }

    private static StoredValue changed(StoredValue.Sealed sealed) {
        var bytes = sealed.value().bytes();
        bytes[bytes.length - 1] ^= 1;
        return new StoredValue.Sealed(SealedValue.parse(bytes).orElseThrow());
    }

    private void check() {
        if (failure != null) throw failure;
    }

    @Override
    public Optional<SealedRecord> find(MemberId member, CollectionId collection, RecordId id) {
        check();
        return store.find(member, collection, id).map(this::spoil);
    }

    @Override
    public List<SealedRecord> list(MemberId member, CollectionId collection, Optional<RecordId> after, int limit) {
        check();
        return store.list(member, collection, after, limit).stream()
                .map(this::spoil)
                .toList();
    }

    @Override
    public Put put(SealedRecord record, Marks marks) {
        check();
        return store.put(record, marks);
    }

    @Override
    public List<SealedRecord> some(MemberId member, int limit) {
        check();
        return store.some(member, limit);
    }

    @Override
    public void delete(MemberId member, CollectionId collection, RecordId id) {
        check();
        store.delete(member, collection, id);
    }

    @Override
    public boolean delete(MemberId member, CollectionId collection, RecordId id, long version) {
        check();
        return store.delete(member, collection, id, version);
    }

    @Override
    public Added add(SealedRecord record, int most, Marks marks) {
        check();
        return store.add(record, most, marks);
    }

    @Override
    public boolean mark(SealedRecord record, Marks marks) {
        check();
        return store.mark(record, marks);
    }

    @Override
    public List<Marked> marked(CollectionId collection, FieldName field, String mark, int limit) {
        check();
        return store.marked(collection, field, mark, limit);
    }

    @Override
    public int forget(MemberId member) {
        check();
        return store.forget(member);
    }
}
