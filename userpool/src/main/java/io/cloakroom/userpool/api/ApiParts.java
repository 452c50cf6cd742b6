package io.cloakroom.userpool.api;

import io.cloakroom.userpool.password.PasswordHasher;
import io.cloakroom.userpool.store.Database;
import java.time.Clock;

/**
 * What operations work with.
 *
 * @param region what ids of pools begin with, and what requests are signed for
 */
public record ApiParts(Database database, PasswordHasher hasher, String region, Clock clock) {}
