/**
 * Names that end in {@code .localhost} mean this machine, for Java as for browsers.
 *
 * <p>On the class path, {@link io.cloakroom.local.host.LocalhostResolver} works by itself, for the whole JVM. May use: nothing
 * of ours.
 */
@NullMarked
package io.cloakroom.local.host;

import org.jspecify.annotations.NullMarked;
