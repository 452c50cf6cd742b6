/**
 * The way of a person to the user pool and back: what is asked of the pool, what the browser carries meanwhile, and the
 * ticket by which a site learns who came.
 *
 * <p>Start at {@link io.cloakroom.signin.SignIns}, which begins a sign-in and finishes it. {@link
 * io.cloakroom.signin.UserPool} is the pool's port; {@link io.cloakroom.signin.Tickets} makes and takes tickets. May use:
 * {@code config}, {@code json}, {@code http}, {@code upstream}, {@code member}, {@code site}, {@code token}, {@code seal}.
 */
@NullMarked
package io.cloakroom.signin;

import org.jspecify.annotations.NullMarked;
