/**
 * Reads settings: one YAML file, overridden by the environment, every fault reported at once with file and line.
 *
 * <p>Start at {@link io.cloakroom.config.Settings}. Each package that has settings owns a config record with a
 * {@code from(Settings)}; {@link io.cloakroom.config.Checks} says the same limits again in its constructor, so that no
 * way of building the record gets round them. May use: nothing of ours.
 */
@NullMarked
package io.cloakroom.config;

import org.jspecify.annotations.NullMarked;
