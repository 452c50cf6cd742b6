package io.cloakroom.cli.report;

/**
 * Strangers' words, made fit for a terminal and a log: what is not printable ASCII is written as an escape, so that nothing
 * in it can move the cursor, turn the reading direction or look like something else; and no more of it than fits.
 */
public final class Printable {
    static final int CHARACTERS_MAX = 120;
    private static final String MORE = "...";

    private Printable() {}

    public static String of(String text) {
        var printable = new StringBuilder();
        for (var i = 0; i < text.length(); i++) {
            var next = escaped(text.charAt(i));
            if (printable.length() + next.length() > CHARACTERS_MAX)
                return printable.append(MORE).toString();
            printable.append(next);
        }
        return printable.toString();
    }

    private static String escaped(char c) {
        var isPlain = c >= ' ' && c <= '~' && c != '\\';
        return isPlain ? String.valueOf(c) : String.format("\\u%04x", (int) c);
    }
}
