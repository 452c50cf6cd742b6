package io.cloakroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class JobsTest {
    private final List<String> done = new ArrayList<>();

    @Test
    void look_aJobFails_theOthersAreDoneAllTheSame() {
        Jobs.Job away = () -> {
            throw new Unavailable("store", null);
        };
        Jobs.Job mistaken = () -> {
            throw new IllegalStateException("a mistake");
        };
        try (var jobs = new Jobs(List.of(() -> done.add("first"), away, mistaken, () -> done.add("last")))) {
            jobs.look();
            jobs.look();
        }
        assertThat(done).containsExactly("first", "last", "first", "last");
    }

    @Test
    void close_aJobUnderWay_isStoppedAndWaitedForAndNoOtherIsBegun() throws Exception {
        var begun = new CountDownLatch(1);
        var events = new CopyOnWriteArrayList<String>();
        Jobs.Job slow = () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                // What it was about to do with the stores.
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                events.add("the job let go");
            }
        };
        var jobs = new Jobs(List.of(slow, () -> events.add("the next one")));
        jobs.startAfter(Duration.ZERO);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        jobs.close();
        events.add("the stores are closed");

        assertThat(events).containsExactly("the job let go", "the stores are closed");
    }
}
