package io.cloakroom.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UpstreamTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void call_thatAnswers_givesTheAnswer() {
        assertThat(Upstream.call("system", LONG, () -> "answer")).isEqualTo("answer");
    }

    @Test
    void call_tooSlow_isUnavailableAndInterrupted() throws InterruptedException {
        var interrupted = new CountDownLatch(1);
        assertThatThrownBy(() -> Upstream.call("system", Duration.ofMillis(20), () -> {
                    try {
                        return new CountDownLatch(1).await(10, java.util.concurrent.TimeUnit.SECONDS);
                    } catch (InterruptedException stopped) {
                        interrupted.countDown();
                        throw stopped;
                    }
                }))
                .isInstanceOf(UpstreamException.Unavailable.class)
                .hasMessage("system did not answer");
        assertThat(interrupted.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void call_ioFailure_isUnavailable() {
        assertThatThrownBy(() -> Upstream.call("system", LONG, () -> {
                    throw new IOException("reset");
                }))
                .isInstanceOf(UpstreamException.Unavailable.class);
    }

    @Test
    void call_upstreamFailure_passesUnchanged() {
        var failure = new UpstreamException.Malformed("system", "status 418");
        assertThatThrownBy(() -> Upstream.call("system", LONG, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void call_programmersMistake_staysOne() {
        assertThatThrownBy(() -> Upstream.call("system", LONG, () -> {
                    throw new IllegalStateException("mistake");
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
