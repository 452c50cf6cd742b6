/**
 * The pages that the staff see on the console's own host.
 *
 * <p>Start at {@link io.cloakroom.console.ConsolePages}. Each page says whose data it shows and for which purpose; what it
 * shows was granted, opened and accounted for before it comes here. May use: {@code http}, {@code card}.
 */
@NullMarked
package io.cloakroom.console;

import org.jspecify.annotations.NullMarked;
