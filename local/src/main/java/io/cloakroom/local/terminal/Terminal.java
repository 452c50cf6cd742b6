package io.cloakroom.local.terminal;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where we write, and what it can show.
 *
 * @param isLive a person looks at it: lines may be painted over
 * @param columns its width
 * @param isColoured colours may be used
 * @param marks for stages
 */
public record Terminal(PrintStream out, boolean isLive, int columns, boolean isColoured, Marks marks) {
    private static final int COLUMNS_MIN = 40;
    private static final int COLUMNS_MAX = 100;
    private static final int COLUMNS_USUAL = 80;

    /**
     * Standard output. {@code ./cloakroom} tells its width in {@code CLOAKROOM_TERMINAL} if it is a terminal, and 0 if the
     * terminal does not say.
     *
     * @see <a href="https://no-color.org">NO_COLOR</a>
     */
    public static Terminal of(PrintStream out, Map<String, String> environment) {
        var told = environment.getOrDefault("CLOAKROOM_TERMINAL", "");
        var isTerminal = told.matches("[0-9]{1,4}");
        var isDumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        var isColoured = isTerminal
                && !isDumb
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(
                out,
                isTerminal && !isDumb,
                isTerminal ? columns(Integer.parseInt(told)) : COLUMNS_USUAL,
                isColoured,
                Marks.of(out.charset()));
    }

    private static int columns(int told) {
        return told == 0 ? COLUMNS_USUAL : Math.clamp(told, COLUMNS_MIN, COLUMNS_MAX);
    }

    String bold(String text) {
        return painted("1", text);
    }

    String faint(String text) {
        return painted("2", text);
    }

    String good(String text) {
        return painted("32", text);
    }

    String bad(String text) {
        return painted("31", text);
    }

    private String painted(String code, String text) {
        return isColoured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
