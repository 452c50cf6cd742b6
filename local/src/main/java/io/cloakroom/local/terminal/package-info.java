/**
 * What the person at the terminal sees: stages with size and time, addresses, troubles with what to do next.
 *
 * <p>Start at {@link io.cloakroom.local.terminal.Terminal}, which says what the terminal can do; {@link
 * io.cloakroom.local.terminal.StageLines} shows progress, {@link io.cloakroom.local.terminal.Screen} everything else. May use:
 * {@code report}, {@code state}.
 */
@NullMarked
package io.cloakroom.local.terminal;

import org.jspecify.annotations.NullMarked;
