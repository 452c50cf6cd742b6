/**
 * What an operator reads: checks with their marks, and strangers' words made fit to print.
 *
 * <p>Start at {@link io.cloakroom.cli.report.Report}. May use: {@code upstream}.
 */
@NullMarked
package io.cloakroom.cli.report;

import org.jspecify.annotations.NullMarked;
