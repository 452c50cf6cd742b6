/**
 * Keeps everything that a pool must not lose, in one SQLite file.
 *
 * <p>Start at {@link io.cloakroom.userpool.store.Database}: work is done in a transaction, which hands out {@link
 * io.cloakroom.userpool.store.Tables}. A table's class holds its SQL and no rule of the protocol. Whatever only its holder
 * should know (codes, refresh tokens, session ids) is stored as a hash. May use: {@code password}; of core: {@code config},
 * {@code json}, {@code upstream}.
 */
@NullMarked
package io.cloakroom.userpool.store;

import org.jspecify.annotations.NullMarked;
