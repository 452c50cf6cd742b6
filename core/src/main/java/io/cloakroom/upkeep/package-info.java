/**
 * What becomes of a member's data as a whole: what she is asked to decide, her erasure when its time has come, and records
 * whose time is over.
 *
 * <p>Start at {@link io.cloakroom.upkeep.Erasures}; {@link io.cloakroom.upkeep.Requests} are what sites pass on, which does
 * nothing by itself. May use: {@code config}, {@code upstream}, {@code member}, {@code site}, {@code seal}, {@code record},
 * {@code membership}, {@code ledger}.
 */
@NullMarked
package io.cloakroom.upkeep;

import org.jspecify.annotations.NullMarked;
