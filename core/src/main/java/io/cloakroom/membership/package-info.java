/**
 * Decides, from what a site says about its user, what she is entitled to now.
 *
 * <p>A site sends a {@link io.cloakroom.membership.Snapshot} of all memberships of one of its users; {@link
 * io.cloakroom.membership.Entitlements} draws the conclusion at the moment of reading; a {@link
 * io.cloakroom.membership.FactStore} keeps snapshots, and which member is which user. May use: {@code config}, {@code
 * member}, {@code site}, {@code upstream}.
 */
@NullMarked
package io.cloakroom.membership;

import org.jspecify.annotations.NullMarked;
