/**
 * Shows whoever runs this pool the messages that it would have sent.
 *
 * <p>Start at {@link io.cloakroom.userpool.outbox.OutboxEndpoint}. May use: {@code pages}, {@code store}, {@code http},
 * {@code json}.
 */
@NullMarked
package io.cloakroom.userpool.outbox;

import org.jspecify.annotations.NullMarked;
