/**
 * What was measured, as tables for people and for programs.
 *
 * <p>Start at {@link io.cloakroom.bench.report.Report}. May use: core's {@code config}.
 */
@NullMarked
package io.cloakroom.bench.report;

import org.jspecify.annotations.NullMarked;
