package io.cloakroom.session;

final class FakeSessionStoreTest extends SessionStoreContract {
    @Override
    protected SessionStore store() {
        return new FakeSessionStore();
    }
}
