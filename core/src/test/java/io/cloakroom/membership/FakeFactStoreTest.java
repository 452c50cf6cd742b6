package io.cloakroom.membership;

final class FakeFactStoreTest extends FactStoreContract {
    @Override
    protected FactStore store() {
        return new FakeFactStore();
    }
}
