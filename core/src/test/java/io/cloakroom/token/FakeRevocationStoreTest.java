package io.cloakroom.token;

final class FakeRevocationStoreTest extends RevocationStoreContract {
    @Override
    protected RevocationStore store() {
        return new FakeRevocationStore();
    }
}
