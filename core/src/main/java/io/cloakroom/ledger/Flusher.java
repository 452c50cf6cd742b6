package io.cloakroom.ledger;

import io.cloakroom.upstream.UpstreamException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a moment after there is something to write, and when there was nothing for long. */
final class Flusher {
    private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);

    private final Pace pace;
    private final Runnable flush;
    private final Runnable rest;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition told = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean isClosed;

    @Nullable
    private Thread thread;

    /**
     * When it calls.
     *
     * @param flushAfter how long something waits for more
     * @param restAfter nothing was there for so long
     * @param many entries, which wait no longer
     */
    record Pace(Duration flushAfter, Duration restAfter, int many) {
        /** What is noted is durable within a second: this, and the writing itself. */
        static final Pace USUAL = new Pace(Duration.ofMillis(750), Duration.ofMinutes(1), 250);
    }

    Flusher(Pace pace, Runnable flush, Runnable rest) {
        this.pace = pace;
        this.flush = flush;
        this.rest = rest;
    }

    /**
     * @param entries that wait
     * @return false if this is closed, and calls no more
     */
    boolean tell(int entries) {
        // To wake it for each entry would cost more than to write them.
        var before = waiting.getAndSet(entries);
        var isNews = before == 0 || (before < pace.many() && entries >= pace.many());
        return isNews ? wake() : !isClosed;
    }

    private boolean wake() {
        lock.lock();
        try {
            if (isClosed) return false;
            if (thread == null) thread = Thread.ofVirtual().name("ledger").start(this::run);
            told.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            var isFailing = false;
            while (true) {
                if (!isFailing && !hasSomething()) attempt(rest);
                else if (!pause(isFailing)) return;
                else isFailing = !attempt(flush);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for something to write. */
    private boolean hasSomething() throws InterruptedException {
        lock.lock();
        try {
            var nanos = pace.restAfter().toNanos();
            while (waiting.get() == 0 && !isClosed && nanos > 0) nanos = told.awaitNanos(nanos);
            return waiting.get() > 0 || isClosed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for more to write; after a failure its whole time, whatever there is.
     *
     * @return false if this is closed
     */
    private boolean pause(boolean isFailing) throws InterruptedException {
        lock.lock();
        try {
            var nanos = pace.flushAfter().toNanos();
            while (!isClosed && nanos > 0 && (isFailing || waiting.get() < pace.many())) nanos = told.awaitNanos(nanos);
            waiting.set(0);
            return !isClosed;
        } finally {
            lock.unlock();
        }
    }

    private static boolean attempt(Runnable work) {
        try {
            work.run();
            return true;
        } catch (UpstreamException failure) {
            LOG.warn("the ledger waits: {}", failure.getMessage(), failure.getCause());
        } catch (RuntimeException mistake) {
            // A thread that a mistake of ours has ended would be missed by nobody, until nothing more can wait.
            LOG.error("the ledger waits", mistake);
        }
        return false;
    }

    void close() {
        lock.lock();
        try {
            isClosed = true;
            told.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
