package io.cloakroom.bench.report;

/**
 * What was aimed at, and what came of it.
 *
 * @param what a sentence that is true if it is reached: "at least HAProxy's rate with known tokens"
 * @param got a figure with its unit
 */
public record Aim(String what, String got, boolean isReached) {}
