package io.cloakroom.local.terminal;

import java.nio.charset.Charset;

/**
 * One character each, so that columns stay straight.
 *
 * @param filled and {@code empty}: parts of a bar
 */
record Marks(String done, String failed, String working, String filled, String empty) {
    private static final Marks FULL = new Marks("\u2713", "\u2717", "\u2022", "\u2501", "\u2500");
    private static final Marks PLAIN = new Marks("+", "x", "-", "=", ".");

    /** What this encoding has: a terminal without UTF-8 would show question marks. */
    static Marks of(Charset charset) {
        var all = FULL.done + FULL.failed + FULL.working + FULL.filled + FULL.empty;
        return charset.newEncoder().canEncode(all) ? FULL : PLAIN;
    }
}
