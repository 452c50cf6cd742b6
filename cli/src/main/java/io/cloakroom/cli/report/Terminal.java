package io.cloakroom.cli.report;

import java.nio.charset.Charset;
import java.util.Map;

/**
 * What the place can show that we write to.
 *
 * @param columns its width
 * @param isColoured colours may be used
 * @param hasMarks whether its encoding has our marks
 */
public record Terminal(int columns, boolean isColoured, boolean hasMarks) {
    /** A file, a pipe, a terminal of which we know nothing. */
    public static final Terminal PLAIN = new Terminal(80, false, false);

    private static final String TOLD = "CLOAKROOM_TERMINAL";
    private static final int COLUMNS_MIN = 40;
    private static final int COLUMNS_MAX = 100;

    /**
     * {@code ./cloakroom} tells the width of standard output in {@code CLOAKROOM_TERMINAL} if that is a terminal, and 0 if the
     * terminal does not say.
     *
     * @see <a href="https://no-color.org">NO_COLOR</a>
     */
    public static Terminal of(Map<String, String> environment, Charset charset) {
        var told = environment.getOrDefault(TOLD, "");
        var isTerminal = isOne(environment);
        var columns = isTerminal && !told.equals("0") ? Integer.parseInt(told) : PLAIN.columns;
        var isDumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        var wantsNone = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(
                Math.clamp(columns, COLUMNS_MIN, COLUMNS_MAX),
                isTerminal && !isDumb && !wantsNone,
                charset.newEncoder().canEncode(Mark.ALL));
    }

    /** Whether there is a terminal at all. */
    static boolean isOne(Map<String, String> environment) {
        return environment.getOrDefault(TOLD, "").matches("[0-9]{1,4}");
    }

    String mark(Mark mark) {
        return painted(mark.colour(), hasMarks ? mark.full() : mark.plain());
    }

    String bold(String text) {
        return painted("1", text);
    }

    String faint(String text) {
        return painted("2", text);
    }

    private String painted(String code, String text) {
        return isColoured && !code.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
