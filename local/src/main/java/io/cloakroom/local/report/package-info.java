/**
 * What a part of the local system tells while it is set up: how far it is, and what went wrong.
 *
 * <p>Start at {@link io.cloakroom.local.report.Progress}; trouble is a {@link io.cloakroom.local.report.SetUpException}.
 * Shows nothing itself. May use: nothing of ours.
 */
@NullMarked
package io.cloakroom.local.report;

import org.jspecify.annotations.NullMarked;
