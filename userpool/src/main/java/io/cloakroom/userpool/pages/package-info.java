/**
 * Writes the pool's pages: what stands on them, how they look, and what browsers are told about them.
 *
 * <p>Start at {@link io.cloakroom.userpool.pages.Pages}. The templates lie in {@code src/main/jte} and are compiled with the
 * module. The only script is the one that passkeys need. May use: {@code http}.
 */
@NullMarked
package io.cloakroom.userpool.pages;

import org.jspecify.annotations.NullMarked;
