/**
 * Decides whether somebody who gives a name is who she says: by a password, by proof of one (SRP), and by second factors.
 *
 * <p>Start at {@link io.cloakroom.userpool.signin.PasswordSignIn} and {@link io.cloakroom.userpool.signin.SrpSignIn}; their
 * answer is a {@link io.cloakroom.userpool.signin.SignInOutcome}. What has still to be shown is decided by {@link
 * io.cloakroom.userpool.signin.Sequence} alone and asked for by {@link io.cloakroom.userpool.signin.Steps}. May use: {@code
 * confirmation}, {@code password}, {@code profile}, {@code store}.
 */
@NullMarked
package io.cloakroom.userpool.signin;

import org.jspecify.annotations.NullMarked;
