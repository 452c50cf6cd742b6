/**
 * One folder that holds everything a local system keeps, and who is using it now.
 *
 * <p>Start at {@link io.cloakroom.local.state.StateFolder}; {@link io.cloakroom.local.state.RunLock} says who runs it, {@link
 * io.cloakroom.local.state.Ports} where its parts listen. May use: {@code report}, {@code process}, core's {@code config} and
 * {@code json}.
 */
@NullMarked
package io.cloakroom.local.state;

import org.jspecify.annotations.NullMarked;
