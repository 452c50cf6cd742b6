package io.cloakroom.local.terminal;

/** How one stage is written into the width of the terminal: name, middle, size, time. */
record StageRow(Terminal terminal, String mark, String name) {
    private static final int NAME_MAX = 26;
    private static final int SIZE = 9;
    private static final int TIME = 12;
    private static final int BAR_MIN = 6;

    String ended(String result, long bytes, String time) {
        return row(fit(result, middle()), bytes > 0 ? Sizes.bytes(bytes) : "", time);
    }

    String working(long soFar, long total, String time) {
        var size = soFar > 0 ? Sizes.bytes(soFar) : "";
        return row(total > 0 ? bar(soFar, total) : fit("", middle()), size, time);
    }

    private String row(String middle, String size, String time) {
        return mark + " " + fit(name, nameWidth()) + " " + middle
                + terminal.faint(right(size, SIZE) + right(time, TIME));
    }

    private String bar(long soFar, long total) {
        var percent = Math.clamp(soFar * 100 / total, 0, 100);
        var width = middle() - 6;
        if (width < BAR_MIN) return fit(percent + " %", middle());
        var filled = width * percent / 100;
        var bar = terminal.marks().filled().repeat(filled)
                + terminal.faint(terminal.marks().empty().repeat(width - filled));
        return bar + right(percent + " %", 6);
    }

    // A full last column would make some terminals begin a new line.
    private int room() {
        return terminal.columns() - 1 - "m ".length() - 1 - SIZE - TIME;
    }

    private int nameWidth() {
        return Math.min(NAME_MAX, room());
    }

    private int middle() {
        return room() - nameWidth();
    }

    private static String fit(String text, int width) {
        return text.length() <= width ? text + " ".repeat(width - text.length()) : text.substring(0, width);
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
