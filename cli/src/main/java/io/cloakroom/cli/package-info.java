/**
 * The operator's commands.
 *
 * <p>Start at {@link io.cloakroom.cli.Main}. Exit codes: 0 yes, 1 checked and no, 2 usage or configuration, 3 upstream, 130
 * interrupted. May use: core, {@code aws}, {@code server}, and its own {@code report}, {@code token} and {@code doctor}, which
 * know no command.
 */
@NullMarked
package io.cloakroom.cli;

import org.jspecify.annotations.NullMarked;
