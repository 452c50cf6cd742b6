/**
 * Load, and what it costs the servers that bear it.
 *
 * <p>Load comes from {@link io.cloakroom.bench.measure.Wrk}, as fast as it goes, or from {@link
 * io.cloakroom.bench.measure.PacedLoad}, at a rate of its own. The cost stands in {@link
 * io.cloakroom.bench.measure.ProcessAccount}, as the kernel has it. May use: {@code load}, {@code local}'s {@code process},
 * {@code state} and {@code report}.
 */
@NullMarked
package io.cloakroom.bench.measure;

import org.jspecify.annotations.NullMarked;
