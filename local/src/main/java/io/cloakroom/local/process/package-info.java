/**
 * Other programs as children of this one: started, watched, and never left behind.
 *
 * <p>Start at {@link io.cloakroom.local.process.Children}, which starts a {@link io.cloakroom.local.process.Program} as a
 * {@link io.cloakroom.local.process.Child} or runs it to its end. {@link io.cloakroom.local.process.Teardown} closes whatever
 * was opened, in reverse, also on Ctrl-C. May use: {@code report}.
 */
@NullMarked
package io.cloakroom.local.process;

import org.jspecify.annotations.NullMarked;
