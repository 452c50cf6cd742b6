/**
 * The demo: every part put together into one system, filled with members, and asked to show what it does.
 *
 * <p>Start at {@link io.cloakroom.local.demo.LocalSystem}. {@link io.cloakroom.local.demo.Cast} is who takes part; the seeds
 * bring them into the user pool, the site and the vault; {@link
 * io.cloakroom.local.demo.Website} is what members come to. May use: every package of {@code local}, {@code server}, {@code
 * aws}, {@code userpool} and core.
 */
@NullMarked
package io.cloakroom.local.demo;

import org.jspecify.annotations.NullMarked;
