package io.cloakroom.local.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cloakroom.local.fault.Breakpoint.Moment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TcpProxyTest {
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger struck = new AtomicInteger();
    private HttpServer system;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        system = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        system.createContext("/", exchange -> {
            served.incrementAndGet();
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("hello".getBytes(ISO_8859_1));
            exchange.close();
        });
        system.start();
        proxy = TcpProxy.before(system.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        proxy.close();
        system.stop(0);
    }

    @Test
    void none_passesBothWays() throws Exception {
        assertThat(ask("/")).startsWith("HTTP/1.1 200").endsWith("hello");
    }

    @Test
    void latency_holdsTheAnswerBack() throws Exception {
        proxy.set(new Fault.Latency(Duration.ofMillis(300)));
        var begin = System.nanoTime();

        assertThat(ask("/")).endsWith("hello");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void refusal_resets_untilItIsTakenBack() throws Exception {
        proxy.set(new Fault.Refusal());
        assertThatThrownBy(() -> ask("/")).isInstanceOf(IOException.class);
        assertThat(served).hasValue(0);

        proxy.set(new Fault.None());
        assertThat(ask("/")).endsWith("hello");
    }

    @Test
    void silence_neverAnswers() {
        proxy.set(new Fault.Silence());

        assertThatThrownBy(() -> ask("/")).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void garbage_isTheAnswer() throws Exception {
        proxy.set(new Fault.Garbage("HTTP/1.1 200 OK\r\n\r\n{\"half\":"));

        assertThat(ask("/")).endsWith("{\"half\":");
        assertThat(served).hasValue(0);
    }

    @Test
    void cutOff_resetsAfterThatManyBytes() throws Exception {
        proxy.set(new Fault.CutOff(12));
        try (var socket = connect()) {
            send(socket, "/");

            assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1))
                    .isEqualTo("HTTP/1.1 200");
            assertThatThrownBy(() -> socket.getInputStream().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"BEFORE_IT_ARRIVES, 2", "BEFORE_ITS_ANSWER, 3"})
    void breakpoint_thirdWrite_strikesThereAndOnce(Moment moment, int servedWrites) throws Exception {
        proxy.set(new Breakpoint(3, List.of("/put", "/delete"), moment, struck::incrementAndGet));

        ask("/put");
        ask("/get");
        ask("/delete");
        var before = served.get();
        assertThatThrownBy(() -> ask("/put")).isInstanceOf(IOException.class);

        assertThat(struck).hasValue(1);
        assertThat(served.get() - before).isEqualTo(servedWrites - 2);
        assertThat(ask("/put")).endsWith("hello");
        assertThat(struck).hasValue(1);
    }

    @Test
    void breakpoint_wordInTwoPieces_isCountedOnce() {
        var count = new WordCount(List.of("PutItem"));

        assertThat(count.in("x PutI".getBytes(ISO_8859_1), 6)).isZero();
        assertThat(count.in("tem y".getBytes(ISO_8859_1), 5)).isOne();
        assertThat(count.in("z".getBytes(ISO_8859_1), 1)).isZero();
        assertThat(count.in("PutItemPutItem".getBytes(ISO_8859_1), 14)).isEqualTo(2);
    }

    private String ask(String path) throws IOException {
        try (var socket = connect()) {
            send(socket, path);
            var answer = socket.getInputStream().readAllBytes();
            if (answer.length == 0) throw new IOException("no answer");
            return new String(answer, ISO_8859_1);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), proxy.port());
        socket.setSoTimeout(2_000);
        return socket;
    }

    private static void send(Socket socket, String path) throws IOException {
        var request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    }
}
