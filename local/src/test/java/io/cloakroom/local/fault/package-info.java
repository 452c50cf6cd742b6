/**
 * Faults of the network and of the systems behind it, for tests.
 *
 * <p>Start at {@link io.cloakroom.local.fault.TcpProxy}. May use: nothing of ours.
 */
@NullMarked
package io.cloakroom.local.fault;

import org.jspecify.annotations.NullMarked;
