/**
 * Decides which attributes a user may have, and under which names she is found.
 *
 * <p>Start at {@link io.cloakroom.userpool.profile.AttributeRules} and {@link io.cloakroom.userpool.profile.Names}. May use:
 * {@code store}.
 */
@NullMarked
package io.cloakroom.userpool.profile;

import org.jspecify.annotations.NullMarked;
