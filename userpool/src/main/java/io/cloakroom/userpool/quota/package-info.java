/**
 * Decides whether a call comes too fast, by the quotas that AWS has for an account.
 *
 * <p>Start at {@link io.cloakroom.userpool.quota.Quotas}; {@link io.cloakroom.userpool.quota.Category} says which calls share
 * a quota and how many there may be. May use of core: {@code config}.
 */
@NullMarked
package io.cloakroom.userpool.quota;

import org.jspecify.annotations.NullMarked;
