package io.cloakroom.signin;

final class FakeTicketStoreTest extends TicketStoreContract {
    @Override
    protected TicketStore store() {
        return new FakeTicketStore();
    }
}
