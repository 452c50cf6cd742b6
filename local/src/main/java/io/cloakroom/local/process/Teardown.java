package io.cloakroom.local.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/**
 * Closes what was opened, the last one first: when it is closed, and when this JVM is told to end (Ctrl-C, TERM, HUP,
 * {@code System.exit}).
 */
public final class Teardown implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Thread atExit = Thread.ofPlatform().name("teardown").unstarted(this::tearDown);
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean isClosing;

    private Teardown() {}

    /** From now on, whatever is added is closed at this JVM's end at the latest. */
    public static Teardown atExit() {
        var teardown = new Teardown();
        Runtime.getRuntime().addShutdownHook(teardown.atExit);
        return teardown;
    }

    /**
     * Takes over the closing of a part. Closed at once if everything else is closed already.
     *
     * @return the part
     */
    public <T extends AutoCloseable> T add(T part) {
        synchronized (this) {
            if (!isClosing) {
                parts.push(part);
                return part;
            }
        }
        close(part);
        return part;
    }

    /** Whether the end has begun: failures from now on are its consequence. */
    public synchronized boolean isClosing() {
        return isClosing;
    }

    /** Waits until all is closed. */
    public void await() throws InterruptedException {
        over.await();
    }

    /** Closes all parts; a second call waits for the first. */
    @Override
    public void close() {
        tearDown();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // The JVM is ending: the hook runs, and finds nothing left to do.
        }
    }

    private void tearDown() {
        if (!begins()) {
            // Also the hook waits: the JVM must not halt while another thread is at it.
            awaitOver();
            return;
        }
        try {
            // No part is added any more: see add.
            while (!parts.isEmpty()) close(parts.pop());
        } finally {
            over.countDown();
        }
    }

    private synchronized boolean begins() {
        var begins = !isClosing;
        isClosing = true;
        return begins;
    }

    private void awaitOver() {
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception fault) {
            // The parts behind it are to be closed all the same.
            System.getLogger(Teardown.class.getName())
                    .log(System.Logger.Level.WARNING, "a part did not close well", fault);
        }
    }
}
