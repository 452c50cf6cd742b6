/**
 * Decides what a caller may do with which fields. Nothing is allowed that no rule allows.
 *
 * <p>Start at {@link io.cloakroom.policy.Policy}; its answer is a {@link io.cloakroom.policy.Decision}. It reads nothing and
 * asks nobody: everything that it decides on is handed to it. May use: {@code config}, {@code site}, {@code record}, {@code
 * membership}.
 */
@NullMarked
package io.cloakroom.policy;

import org.jspecify.annotations.NullMarked;
