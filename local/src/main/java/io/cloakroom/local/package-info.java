/**
 * The whole system on one machine, for trying it out and for tests.
 *
 * <p>Start at {@link io.cloakroom.local.Main}, whose commands put the parts of the packages below together. May use: all of
 * them.
 */
@NullMarked
package io.cloakroom.local;

import org.jspecify.annotations.NullMarked;
