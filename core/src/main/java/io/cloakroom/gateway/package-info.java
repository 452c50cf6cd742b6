/**
 * The gateway: which address is answered how, and the way of one request through five rooms.
 *
 * <p>Start at {@link io.cloakroom.gateway.Gateway#handle}. It knows no server: {@code HttpEntry} is one door to it, a test is
 * another. All that it needs from outside stands in {@link io.cloakroom.gateway.Parts}. May use: every other package of
 * core.
 */
@NullMarked
package io.cloakroom.gateway;

import org.jspecify.annotations.NullMarked;
