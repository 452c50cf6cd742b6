package io.cloakroom.record;

import io.cloakroom.member.MemberId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

final class FakeRecordStoreTest extends RecordStoreContract {
    private final Set<MemberId> buried = new HashSet<>();
    private Optional<FakeRecordStore> last = Optional.empty();

    @Override
    protected RecordStore store() {
        var store = new FakeRecordStore(buried::contains);
        last = Optional.of(store);
        return store;
    }

    @Override
    protected void bury(MemberId member) {
        buried.add(member);
    }

    @Override
    protected void spoil(MemberId member, CollectionId collection, RecordId id) {
        last.orElseThrow().spoil(member, collection, id);
    }
}
