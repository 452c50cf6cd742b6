/**
 * A Cognito-compatible user pool for one machine: for development, demonstrations and tests.
 *
 * <p>Start at {@link io.cloakroom.userpool.UserPoolServer}. Packages, lowest first: {@code password} · {@code store} ·
 * {@code trigger} · {@code post} · {@code profile} · {@code csvimport} · {@code token} · {@code signin} · {@code pages} · {@code oauth} · {@code hosted} · {@code api}; each uses only those
 * before it, {@code quota}, beside them, counts calls, and this one joins them. May use of core: {@code config}, {@code json}, {@code http}, {@code upstream}; and
 * {@code entry}.
 */
@NullMarked
package io.cloakroom.userpool;

import org.jspecify.annotations.NullMarked;
