package io.cloakroom.record;

import io.cloakroom.member.MemberId;
import java.util.HashSet;
import java.util.Set;

final class FakeRecordStoreTest extends RecordStoreContract {
    private final Set<MemberId> buried = new HashSet<>();

    @Override
    protected RecordStore store() {
        return new FakeRecordStore(buried::contains);
    }

    @Override
    protected void bury(MemberId member) {
        buried.add(member);
    }
}
