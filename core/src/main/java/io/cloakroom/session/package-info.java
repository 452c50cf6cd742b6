/**
 * Browser sessions of the gateway: who is signed in on which site, for how long, and whether the pool still thinks so.
 *
 * <p>Start at {@link io.cloakroom.session.Sessions}; a {@link io.cloakroom.session.SessionStore} keeps them. May use: {@code
 * config}, {@code json}, {@code http}, {@code upstream}, {@code member}, {@code site}, {@code token}, {@code seal}, {@code
 * signin}.
 */
@NullMarked
package io.cloakroom.session;

import org.jspecify.annotations.NullMarked;
