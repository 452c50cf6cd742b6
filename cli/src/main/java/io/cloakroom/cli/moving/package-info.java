/**
 * Takes members' records from a file into the vault, and out of it into a file.
 *
 * <p>Start at {@link io.cloakroom.cli.moving.Import} and {@link io.cloakroom.cli.moving.Export}; {@link
 * io.cloakroom.cli.moving.Rows} reads a file, {@link io.cloakroom.cli.moving.RowFile} writes one, {@link
 * io.cloakroom.cli.moving.Mapping} says which column is what, {@link io.cloakroom.cli.moving.Proofs} what was found in the
 * vault afterwards. May use: {@code config}, {@code json}, {@code ledger}, {@code member}, {@code record}, {@code seal},
 * {@code upstream}.
 */
@NullMarked
package io.cloakroom.cli.moving;

import org.jspecify.annotations.NullMarked;
