package io.cloakroom.local.standin;

/** One thing said, and a way on. */
public record SaidView(PageFrame frame, String text, String next) {}
