package io.cloakroom.server;

import io.cloakroom.upstream.UpstreamException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a gateway does without being asked. Every few minutes each job looks whether something is due; one after another. */
final class Jobs implements AutoCloseable {
    private static final Duration LOOKS_EVERY = Duration.ofMinutes(10);
    /** As long as a call may take, and more. */
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("jobs").factory());
    private final List<Job> jobs;

    /** Looks whether something is due, and does it. Of several gateways one does it: each job sees to that itself. */
    interface Job {
        /** @throws UpstreamException if it cannot be done now; it is tried again at the next look */
        void look();
    }

    Jobs(List<Job> jobs) {
        this.jobs = List.copyOf(jobs);
    }

    void start() {
        startAfter(LOOKS_EVERY);
    }

    void startAfter(Duration first) {
        var _ = timer.scheduleWithFixedDelay(this::look, first.toSeconds(), LOOKS_EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    void look() {
        for (var job : jobs) {
            if (timer.isShutdown()) return;
            var name = job.getClass().getSimpleName();
            try {
                job.look();
            } catch (UpstreamException failure) {
                LOG.warn("{}: {}", name, failure.getMessage());
            } catch (RuntimeException mistake) {
                // A timer that a mistake of ours has stopped would be missed by nobody.
                LOG.error("{}", name, mistake);
            }
        }
    }

    /** Stops what is under way, and waits until it has let go of the stores. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            var isOver = timer.awaitTermination(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS);
            if (!isOver) LOG.warn("a job does not stop; whoever does it next goes on with it");
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
