package io.cloakroom.userpool.store;

import io.cloakroom.userpool.password.PasswordVerifier;
import java.time.Instant;
import java.util.Optional;

/**
 * A user's password, as kept.
 *
 * @param temporaryUntil present for a temporary password: it works before this moment
 */
public record Credential(PasswordVerifier verifier, Optional<Instant> temporaryUntil) {}
