package io.cloakroom.cli.report;

/** How a check came out, at a glance. One character each, so that columns stay straight. */
public enum Mark {
    GOOD("\u2713", "+", "32"),
    FAULT("\u2717", "x", "31"),
    WARNING("!", "!", "33"),
    UNKNOWN("?", "?", "33"),
    SKIPPED("\u00b7", "-", "2");

    static final String ALL = "\u2713\u2717\u00b7";

    private final String full;
    private final String plain;
    private final String colour;

    Mark(String full, String plain, String colour) {
        this.full = full;
        this.plain = plain;
        this.colour = colour;
    }

    String full() {
        return full;
    }

    /** For encodings without the full one. */
    String plain() {
        return plain;
    }

    String colour() {
        return colour;
    }
}
