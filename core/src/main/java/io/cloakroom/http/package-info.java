/**
 * HTTP's words without a server: requests as they came over the wire, responses before they go.
 *
 * <p>Start at {@link io.cloakroom.http.Request} and {@link io.cloakroom.http.Response}. Values here are raw: nothing is
 * decoded, joined or trimmed unless a method says so, because what a server's conveniences do to a {@code Cookie} header
 * is a door for a hostile site. May use: {@code config}.
 */
@NullMarked
package io.cloakroom.http;

import org.jspecify.annotations.NullMarked;
