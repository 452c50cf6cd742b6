/**
 * The local system seen through a real browser: members who use it as they should, and a WordPress taken over that does not.
 *
 * <p>Start at {@link io.cloakroom.e2e.Visitor} for a person with a browser, and at {@link io.cloakroom.e2e.Drill} for the
 * attacks. May use: {@code local} and below.
 */
@NullMarked
package io.cloakroom.e2e;

import org.jspecify.annotations.NullMarked;
