package io.cloakroom.record;

final class FakeRecordStoreTest extends RecordStoreContract {
    @Override
    protected RecordStore store() {
        return new FakeRecordStore();
    }
}
