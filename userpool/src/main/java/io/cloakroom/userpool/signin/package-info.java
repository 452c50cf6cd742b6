/**
 * Decides whether somebody who gives a name is who she says: by a password, or by proof of one (SRP).
 *
 * <p>Start at {@link io.cloakroom.userpool.signin.PasswordSignIn} and {@link io.cloakroom.userpool.signin.SrpSignIn}; their
 * answer is a {@link io.cloakroom.userpool.signin.SignInOutcome}. May use: {@code password}, {@code profile}, {@code store}.
 */
@NullMarked
package io.cloakroom.userpool.signin;

import org.jspecify.annotations.NullMarked;
