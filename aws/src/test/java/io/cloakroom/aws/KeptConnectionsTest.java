package io.cloakroom.aws;

import static io.cloakroom.aws.ScriptedServer.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeptConnectionsTest {
    private static final byte[] REQUEST = "POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 2\r\n\r\n{}".getBytes(UTF_8);
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void exchange_oneAfterTheOther_keepsOneConnection() throws Exception {
        try (var server = ScriptedServer.answering(answer(200, "{\"a\":1}"))) {
            var connections = new KeptConnections(server.url());
            for (var i = 0; i < 3; i++) assertThat(text(connections)).isEqualTo("{\"a\":1}");

            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void exchange_sideBySide_takesAConnectionEach() throws Exception {
        var both = new CountDownLatch(2);
        try (var server = new ScriptedServer((talk, _) -> {
                    talk.hear();
                    both.countDown();
                    await(both);
                    talk.say(answer(200, "{}"));
                });
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var connections = new KeptConnections(server.url());
            var calls = IntStream.range(0, 2)
                    .mapToObj(_ -> threads.submit(() -> text(connections)))
                    .toList();
            for (var call : calls) assertThat(call.get()).isEqualTo("{}");

            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void exchange_keptConnectionClosedMeanwhile_takesANewOneOnce() throws Exception {
        try (var server = new ScriptedServer((talk, _) -> {
            talk.hear();
            talk.say(answer(200, "{}"));
        })) {
            var connections = new KeptConnections(server.url());
            for (var i = 0; i < 3; i++) assertThat(text(connections)).isEqualTo("{}");

            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void exchange_newConnectionClosed_isNotTriedAgain() throws Exception {
        try (var server = new ScriptedServer((talk, _) -> talk.hear())) {
            var connections = new KeptConnections(server.url());

            assertThatThrownBy(() -> text(connections)).isInstanceOf(IOException.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void exchange_answerBrokenOff_isNotTriedAgain() throws Exception {
        try (var server = new ScriptedServer((talk, number) -> {
            talk.hear();
            talk.say(answer(200, "{}"));
            talk.hear();
            talk.say(number == 1 ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf" : answer(200, "{}"));
        })) {
            var connections = new KeptConnections(server.url());
            text(connections);

            assertThatThrownBy(() -> text(connections)).isInstanceOf(IOException.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void exchange_serverSaysClose_isNotKept() throws Exception {
        try (var server = ScriptedServer.answering(answer(200, "{}", "Connection: close"))) {
            var connections = new KeptConnections(server.url());
            text(connections);
            text(connections);

            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void exchange_answerInManyPieces_isPutTogether() throws Exception {
        var whole = answer(200, "{\"a\":\"" + "x".repeat(70_000) + "\"}");
        try (var server = new ScriptedServer((talk, _) -> {
            talk.hear();
            for (var i = 0; i < 60; i++) talk.say(whole.substring(i, i + 1));
            talk.say(whole.substring(60));
        })) {
            assertThat(text(new KeptConnections(server.url()))).hasSize(70_008);
        }
    }

    @Test
    void exchange_silence_endsInTime() throws Exception {
        try (var server = new ScriptedServer((talk, _) -> {
            talk.hear();
            talk.hear();
        })) {
            assertThatThrownBy(() -> new KeptConnections(server.url()).exchange(REQUEST, Duration.ofMillis(200)))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void exchange_aByteNowAndThen_endsInTimeAllTheSame() throws Exception {
        try (var server = new ScriptedServer((talk, _) -> {
            talk.hear();
            talk.say("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            for (var i = 0; i < 100_000; i++) {
                talk.say("x");
                pause();
            }
        })) {
            var begin = System.nanoTime();
            assertThatThrownBy(() -> new KeptConnections(server.url()).exchange(REQUEST, Duration.ofMillis(300)))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 4194305\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nx-amz-crc32: 1\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nx-amz-crc32: -1\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n",
                "hello\r\n\r\n"
            })
    void exchange_notAsDynamoDbSpeaks_isAFailureAndNotKept(String bytes) throws Exception {
        try (var server = new ScriptedServer((talk, number) -> {
            talk.hear();
            talk.say(number == 1 ? bytes : answer(200, "{}"));
            talk.hear();
        })) {
            var connections = new KeptConnections(server.url());

            assertThatThrownBy(() -> text(connections)).isInstanceOf(IOException.class);
            assertThat(text(connections)).isEqualTo("{}");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void exchange_headWithoutEnd_isAFailure() throws Exception {
        try (var server = new ScriptedServer((talk, _) -> {
            talk.hear();
            talk.say("HTTP/1.1 200 OK\r\n");
            while (true) talk.say("x: " + "y".repeat(1000) + "\r\n");
        })) {
            assertThatThrownBy(() -> text(new KeptConnections(server.url())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("too long");
        }
    }

    @Test
    void exchange_largestBody_isRead() throws Exception {
        var body = "x".repeat(KeptConnection.BODY_BYTES_MAX);
        try (var server = ScriptedServer.answering(answer(200, body))) {
            assertThat(text(new KeptConnections(server.url()))).hasSize(KeptConnection.BODY_BYTES_MAX);
        }
    }

    @Test
    void exchange_checksumThatFits_isTaken() throws Exception {
        var crc = new CRC32();
        crc.update("{}".getBytes(UTF_8));
        try (var server = ScriptedServer.answering(answer(200, "{}", "x-amz-crc32: " + crc.getValue()))) {
            assertThat(text(new KeptConnections(server.url()))).isEqualTo("{}");
        }
    }

    @Test
    void exchange_otherStatus_isAnAnswer() throws Exception {
        try (var server = ScriptedServer.answering(answer(503, "{}"))) {
            var answer = new KeptConnections(server.url()).exchange(REQUEST, LONG);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.toString()).doesNotContain("{}");
        }
    }

    @Test
    void exchange_nobodyThere_isAFailure() throws Exception {
        var server = ScriptedServer.answering("");
        server.close();

        assertThatThrownBy(() -> text(new KeptConnections(server.url()))).isInstanceOf(IOException.class);
    }

    private static String text(KeptConnections connections) throws IOException {
        return new String(connections.exchange(REQUEST, LONG).body().bytes(), UTF_8);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }
}
