package io.cloakroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.ledger.Flusher.Pace;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FlusherTest {
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofDays(1);

    private final LinkedBlockingQueue<String> calls = new LinkedBlockingQueue<>();

    private Flusher flusher(Duration flushAfter, Duration restAfter, int many) {
        return new Flusher(new Pace(flushAfter, restAfter, many), () -> calls.add("flush"), () -> calls.add("rest"));
    }

    private String nextCall() throws InterruptedException {
        return String.valueOf(calls.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void tell_something_isFlushedSoonAndAgain() throws Exception {
        var flusher = flusher(SOON, NEVER, 100);
        assertThat(flusher.tell(1)).isTrue();
        assertThat(nextCall()).isEqualTo("flush");
        assertThat(flusher.tell(1)).isTrue();
        assertThat(nextCall()).isEqualTo("flush");
        flusher.close();
    }

    @Test
    void tell_many_areFlushedWithoutWaitingForMore() throws Exception {
        var flusher = flusher(NEVER, NEVER, 3);
        flusher.tell(1);
        flusher.tell(2);
        assertThat(calls.poll(50, TimeUnit.MILLISECONDS)).isNull();
        flusher.tell(3);
        assertThat(nextCall()).isEqualTo("flush");
        flusher.close();
    }

    @Test
    void tell_nothingForLong_rests() throws Exception {
        var flusher = flusher(SOON, SOON, 100);
        flusher.tell(1);
        assertThat(nextCall()).isEqualTo("flush");
        assertThat(nextCall()).isEqualTo("rest");
        flusher.close();
    }

    @Test
    void flush_thatFails_isTriedAgainWithoutAWord() throws Exception {
        var tries = new AtomicInteger();
        var flusher = new Flusher(
                new Pace(SOON, NEVER, 100),
                () -> {
                    switch (tries.incrementAndGet()) {
                        case 1 -> throw new Unavailable("store", null);
                        case 2 -> throw new IllegalStateException("a mistake of ours");
                        default -> calls.add("flush");
                    }
                },
                () -> calls.add("rest"));
        flusher.tell(1);
        assertThat(nextCall()).isEqualTo("flush");
        assertThat(tries).hasValue(3);
        flusher.close();
    }

    @Test
    void tell_afterClose_isToldThatNobodyFlushes() throws Exception {
        var flusher = flusher(NEVER, NEVER, 100);
        assertThat(flusher.tell(1)).isTrue();
        flusher.close();
        assertThat(flusher.tell(1)).isFalse();
        assertThat(flusher.tell(2)).isFalse();
        assertThat(flusher.tell(100)).isFalse();
        assertThat(calls.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }
}
