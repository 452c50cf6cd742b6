/**
 * What is kept about members, and in which form: collections as the operator declares them, records with their sealed
 * fields, and where they are stored.
 *
 * <p>Start at {@link io.cloakroom.record.Collections} for what there can be, and at {@link io.cloakroom.record.Vault} for
 * sealing and opening. A {@link io.cloakroom.record.RecordStore} keeps records; {@link io.cloakroom.record.Tables} names
 * every table. May use: {@code config}, {@code member}, {@code site}, {@code seal}, {@code upstream}.
 */
@NullMarked
package io.cloakroom.record;

import org.jspecify.annotations.NullMarked;
