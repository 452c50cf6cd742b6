/**
 * What an operator sees of memberships: users, drift, what is held; and links by the file.
 *
 * <p>Start at {@link io.cloakroom.cli.memberships.MembershipWords}. May use: {@code report}, and core.
 */
@NullMarked
package io.cloakroom.cli.memberships;

import org.jspecify.annotations.NullMarked;
