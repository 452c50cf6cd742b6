package io.cloakroom.userpool.store;

/** Takes messages further, once the transaction that wrote them is committed. Called outside of any. */
@FunctionalInterface
public interface Carrier {
    /** @param id of the message in the outbox */
    void carry(long id, Letter letter);
}
