package io.cloakroom.userpool.post;

/** A message did not get away. It stays in the outbox, and what the call did stays done. */
public final class DeliveryFault extends RuntimeException {
    DeliveryFault(String message, Throwable cause) {
        super(message, cause);
    }
}
