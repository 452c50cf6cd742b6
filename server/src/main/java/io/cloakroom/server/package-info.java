/**
 * The gateway as a process.
 *
 * <p>Start at {@link io.cloakroom.server.CloakroomServer}; {@link io.cloakroom.server.ServerConfig} is the whole of {@code
 * cloakroom.yaml}. May use: core, {@code aws}, {@code entry}.
 */
@NullMarked
package io.cloakroom.server;

import org.jspecify.annotations.NullMarked;
