/**
 * What is measured, and what it needs to run: each a process of its own, held to one core.
 *
 * <p>A {@link io.cloakroom.bench.system.Subject} is measured: {@link io.cloakroom.bench.system.Gateway}, {@link
 * io.cloakroom.bench.system.HaProxy}, {@link io.cloakroom.bench.system.RelaySite}. {@link io.cloakroom.bench.system.Vault}
 * and {@link io.cloakroom.bench.system.StandIn} stand behind them. May use: {@code load}, {@code measure}, {@code local},
 * {@code server}, {@code aws}, core.
 */
@NullMarked
package io.cloakroom.bench.system;

import org.jspecify.annotations.NullMarked;
