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
        var seconds = LOOKS_EVERY.toSeconds();
        var _ = timer.scheduleWithFixedDelay(this::look, seconds, seconds, TimeUnit.SECONDS);
    }

    void look() {
        for (var job : jobs) {
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

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
