package io.cloakroom.cli.report;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How far a long command is. On a terminal one line, painted over and gone at the end; elsewhere a line now and then, so that
 * a log shows that it lives.
 */
public final class ProgressLine implements AutoCloseable {
    static final Duration PAINTED_EVERY = Duration.ofMillis(200);
    static final Duration WRITTEN_EVERY = Duration.ofSeconds(10);

    private static final String WIPED = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean isTerminal;
    private final InstantSource clock;
    private final Instant begin;
    private Instant next;

    ProgressLine(PrintWriter err, boolean isTerminal, InstantSource clock) {
        this.err = err;
        this.isTerminal = isTerminal;
        this.clock = clock;
        this.begin = clock.instant();
        this.next = isTerminal ? begin : begin.plus(WRITTEN_EVERY);
    }

    /** The command begins now; {@code ./cloakroom} says whether somebody looks at a terminal. */
    public static ProgressLine begin(PrintWriter err, Map<String, String> environment) {
        return new ProgressLine(err, Terminal.isOne(environment), InstantSource.system());
    }

    /**
     * Tells where the command is, unless it has just been told.
     *
     * @param words what was done, in the command's own words
     * @param done since it began
     * @param total of it, where that is known
     */
    public void at(String words, long done, OptionalLong total) {
        var now = clock.instant();
        if (now.isBefore(next)) return;
        next = now.plus(isTerminal ? PAINTED_EVERY : WRITTEN_EVERY);
        var line = words + pace(done, total, Duration.between(begin, now).toMillis());
        if (isTerminal) err.print(WIPED + line);
        else err.println(line);
        err.flush();
    }

    private static String pace(long done, OptionalLong total, long millis) {
        if (done <= 0 || millis < 1_000) return "";
        var left = total.isPresent() ? Math.max(0, total.getAsLong() - done) * millis / done / 1_000 : 0;
        var rate = String.format(Locale.ROOT, ", %,d a second", Math.round(done * 1_000.0 / millis));
        return left > 0 ? rate + ", " + words(left) + " left" : rate;
    }

    private static String words(long seconds) {
        if (seconds < 120) return seconds + " s";
        return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }

    /** Leaves the terminal as it was. */
    @Override
    public void close() {
        if (!isTerminal) return;
        err.print(WIPED);
        err.flush();
    }
}
