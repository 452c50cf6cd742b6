/**
 * The door that a socket opens: bytes become {@link io.cloakroom.http.Request}, answers become bytes.
 *
 * <p>Start at {@link io.cloakroom.entry.HttpEntry}. It decides nothing but sizes and times. May use: {@code http},
 * {@code config}.
 */
@NullMarked
package io.cloakroom.entry;

import org.jspecify.annotations.NullMarked;
