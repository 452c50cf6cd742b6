/**
 * Takes messages further than the outbox: into the words that a function gives them, and to a mail server if there is one.
 *
 * <p>Start at {@link io.cloakroom.userpool.post.Post}. May use: {@code store}, {@code trigger}; of core: {@code config},
 * {@code upstream}.
 */
@NullMarked
package io.cloakroom.userpool.post;

import org.jspecify.annotations.NullMarked;
