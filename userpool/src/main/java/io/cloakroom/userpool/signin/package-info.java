/**
 * Decides whether somebody who types a name and a password is who she says.
 *
 * <p>Start at {@link io.cloakroom.userpool.signin.PasswordSignIn}; its answer is a {@link
 * io.cloakroom.userpool.signin.SignInOutcome}. May use: {@code password}, {@code store}.
 */
@NullMarked
package io.cloakroom.userpool.signin;

import org.jspecify.annotations.NullMarked;
