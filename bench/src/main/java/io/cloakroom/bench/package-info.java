/**
 * {@code ./cloakroom bench}: what an authenticated read costs, beside what others' cost.
 *
 * <p>Start at {@link io.cloakroom.bench.Bench}: all rows in one run, each subject alone on one core and all load on another.
 * Nothing here is on anybody's class path. May use: every module but {@code e2e}.
 */
@NullMarked
package io.cloakroom.bench;

import org.jspecify.annotations.NullMarked;
