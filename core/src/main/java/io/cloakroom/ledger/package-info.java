/**
 * The append-only account of who asked for what and what was decided.
 *
 * <p>Start at {@link io.cloakroom.ledger.Ledger}; what is written there is an {@link io.cloakroom.ledger.Entry}. Entries name
 * fields and never hold a value. May use: {@code config}, {@code json}, {@code upstream}, {@code member}, {@code site},
 * {@code seal}, {@code record}.
 */
@NullMarked
package io.cloakroom.ledger;

import org.jspecify.annotations.NullMarked;
