/**
 * Puts into words why a token is believed or not.
 *
 * <p>Start at {@link io.cloakroom.cli.token.TokenScreen}. It judges nothing: core's {@code token} does. May use: {@code
 * report}, core.
 */
@NullMarked
package io.cloakroom.cli.token;

import org.jspecify.annotations.NullMarked;
