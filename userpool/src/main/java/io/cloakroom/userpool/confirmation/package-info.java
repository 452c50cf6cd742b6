/**
 * Decides whether somebody who types a code has got the message that it was sent in.
 *
 * <p>Start at {@link io.cloakroom.userpool.confirmation.Codes}. Messages go into the outbox ({@link
 * io.cloakroom.userpool.store.Messages}) and no further. May use: {@code profile}, {@code store}.
 */
@NullMarked
package io.cloakroom.userpool.confirmation;

import org.jspecify.annotations.NullMarked;
