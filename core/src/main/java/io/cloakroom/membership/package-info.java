/**
 * Decides, from what a site says about its user, what she is entitled to now.
 *
 * <p>A site sends a {@link io.cloakroom.membership.Snapshot} of all memberships of one of its users; {@link
 * io.cloakroom.membership.Entitlements} draws the conclusion at the moment of reading; a {@link
 * io.cloakroom.membership.FactStore} keeps snapshots, and which member is which user. What a site sends goes through {@link
 * io.cloakroom.membership.Intake}; a site that says too much is held until staff have looked ({@link
 * io.cloakroom.membership.Aside}). May use: {@code config}, {@code json}, {@code member}, {@code site}, {@code upstream}.
 */
@NullMarked
package io.cloakroom.membership;

import org.jspecify.annotations.NullMarked;
