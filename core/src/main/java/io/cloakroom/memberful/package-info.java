/**
 * Memberful, which holds memberships itself and tells us without any site in between.
 *
 * <p>Start at {@link io.cloakroom.memberful.Memberful}. May use: {@code config}, {@code json}, {@code upstream}, {@code
 * member}, {@code site}, {@code seal}, {@code membership}.
 */
@NullMarked
package io.cloakroom.memberful;

import org.jspecify.annotations.NullMarked;
