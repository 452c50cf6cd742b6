/**
 * Calls that leave the process: each has a deadline and a size, and fails in one of two ways.
 *
 * <p>Start at {@link io.cloakroom.upstream.Upstream}; over HTTP, at {@link io.cloakroom.upstream.HttpUpstream}. May use:
 * nothing of ours.
 */
@NullMarked
package io.cloakroom.upstream;

import org.jspecify.annotations.NullMarked;
