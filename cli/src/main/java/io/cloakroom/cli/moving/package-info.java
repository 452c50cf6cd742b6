/**
 * Takes members' records from a file into the vault.
 *
 * <p>Start at {@link io.cloakroom.cli.moving.Import}; {@link io.cloakroom.cli.moving.Rows} reads the file, {@link
 * io.cloakroom.cli.moving.Mapping} says which column is what. May use: {@code config}, {@code json}, {@code member}, {@code
 * record}, {@code seal}, {@code upstream}.
 */
@NullMarked
package io.cloakroom.cli.moving;

import org.jspecify.annotations.NullMarked;
