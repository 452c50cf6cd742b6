/**
 * Who is who.
 *
 * <p>Start at {@link io.cloakroom.member.MemberId}. May use: {@code config}.
 */
@NullMarked
package io.cloakroom.member;

import org.jspecify.annotations.NullMarked;
