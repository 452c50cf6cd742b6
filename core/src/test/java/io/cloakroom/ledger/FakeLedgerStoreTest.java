package io.cloakroom.ledger;

final class FakeLedgerStoreTest extends LedgerStoreContract {
    @Override
    protected LedgerStore store() {
        return new FakeLedgerStore();
    }
}
