/**
 * Fetches what the user pool's tests install with npm.
 *
 * <p>Start at {@link io.cloakroom.local.npm.NpmClients}. May use: {@code report}, {@code process}, {@code state}.
 */
@NullMarked
package io.cloakroom.local.npm;

import org.jspecify.annotations.NullMarked;
