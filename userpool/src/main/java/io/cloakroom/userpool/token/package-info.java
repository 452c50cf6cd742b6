/**
 * Decides which tokens a sign-in gives, what they say, and until when they are good.
 *
 * <p>Start at {@link io.cloakroom.userpool.token.TokenFamilies}: inside a transaction it answers with a {@link
 * io.cloakroom.userpool.token.Grant}, which {@link io.cloakroom.userpool.token.TokenMint} signs outside of it. May use:
 * {@code store}.
 */
@NullMarked
package io.cloakroom.userpool.token;

import org.jspecify.annotations.NullMarked;
