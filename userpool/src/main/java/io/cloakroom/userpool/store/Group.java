package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A group of users.
 *
 * @param precedence 0 comes first; none comes last
 */
public record Group(
        String poolId,
        String name,
        Optional<String> description,
        Optional<Integer> precedence,
        Instant created,
        Instant modified) {}
