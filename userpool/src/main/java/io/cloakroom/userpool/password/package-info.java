/**
 * Decides what may be a password and what is kept of one.
 *
 * <p>Start at {@link io.cloakroom.userpool.password.PasswordHasher}, whose {@link
 * io.cloakroom.userpool.password.PasswordVerifier} is all that is stored: an Argon2id hash and an SRP verifier. May use:
 * {@code config}.
 */
@NullMarked
package io.cloakroom.userpool.password;

import org.jspecify.annotations.NullMarked;
