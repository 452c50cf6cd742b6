package io.cloakroom.local.terminal;

import io.cloakroom.local.report.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One line for each stage: mark, name, result, size, time. On a terminal, those under way are painted over below the others;
 * elsewhere a line is written when one ends, and when it begins.
 */
public final class StageLines implements Progress, AutoCloseable {
    private static final Duration REPAINT_EVERY = Duration.ofMillis(100);

    private final Terminal terminal;
    private final LongSupplier nanos;
    private final List<Line> working = new ArrayList<>();
    private final @Nullable Thread painter;
    private int painted;
    private boolean isClosed;

    public StageLines(Terminal terminal) {
        this(terminal, System::nanoTime);
    }

    StageLines(Terminal terminal, LongSupplier nanos) {
        this.terminal = terminal;
        this.nanos = nanos;
        this.painter = terminal.isLive()
                ? Thread.ofPlatform().daemon().name("paints-progress").start(this::paint)
                : null;
    }

    @Override
    public synchronized Stage begin(String name) {
        var line = new Line(name, nanos.getAsLong());
        working.add(line);
        if (terminal.isLive()) repaint();
        else write(terminal.marks().working() + " " + name);
        return line;
    }

    /** Paints no more. Stages that are still under way are given up. */
    @Override
    public synchronized void close() {
        isClosed = true;
        if (painter != null) painter.interrupt();
        erase();
        terminal.out().flush();
    }

    private void paint() {
        try {
            while (true) {
                Thread.sleep(REPAINT_EVERY);
                synchronized (this) {
                    if (!isClosed) repaint();
                }
            }
        } catch (InterruptedException over) {
            // Closed.
        }
    }

    private void repaint() {
        erase();
        if (isClosed) return;
        for (var line : working) write(line.text());
        painted = working.size();
        terminal.out().flush();
    }

    private void erase() {
        for (; painted > 0; painted--) terminal.out().print("\u001b[1A\u001b[2K");
    }

    private void write(String line) {
        terminal.out().print(line + "\n");
        terminal.out().flush();
    }

    private synchronized void end(Line line) {
        if (!working.remove(line) || isClosed) return;
        if (terminal.isLive()) erase();
        write(line.text());
        if (terminal.isLive()) repaint();
    }

    private final class Line implements Stage {
        private final String name;
        private final long begin;
        private String result = "";
        private String mark = "";
        private long soFar;
        private long total;

        private Line(String name, long begin) {
            this.name = name;
            this.begin = begin;
        }

        @Override
        public void bytes(long bytes, long ofBytes) {
            synchronized (StageLines.this) {
                soFar = bytes;
                total = ofBytes;
            }
        }

        @Override
        public void done(String what) {
            synchronized (StageLines.this) {
                if (!mark.isEmpty()) return;
                mark = terminal.good(terminal.marks().done());
                result = what;
            }
            end(this);
        }

        @Override
        public void close() {
            synchronized (StageLines.this) {
                if (!mark.isEmpty()) return;
                mark = terminal.bad(terminal.marks().failed());
                result = "failed";
            }
            end(this);
        }

        private String text() {
            var time = Sizes.time(Duration.ofNanos(nanos.getAsLong() - begin));
            return mark.isEmpty()
                    ? new StageRow(terminal, terminal.marks().working(), name).working(soFar, total, time)
                    : new StageRow(terminal, mark, name).ended(result, soFar, time);
        }
    }
}
