package io.cloakroom.gateway;

import io.cloakroom.record.Collection;
import io.cloakroom.record.RecordId;
import java.util.Optional;

/**
 * Which records are asked for.
 *
 * @param id empty: all of them
 */
record Question(Collection collection, Optional<RecordId> id) {}
