package io.cloakroom.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cloakroom.http.Body;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over real sockets, because the point is what the bytes become. */
class HttpEntryTest {
    private static final ListenConfig LIMITS =
            new ListenConfig("127.0.0.1", 0, 1 << 10, 4 << 10, Duration.ofSeconds(1), 0);

    private final List<Request> seen = new ArrayList<>();
    private final HttpEntry entry = HttpEntry.start(LIMITS, this::note, HttpEntryTest::fault);

    @AfterEach
    void close() {
        entry.close();
    }

    private Response note(Request request) {
        seen.add(request);
        if (request.path().equals("/broken")) throw new IllegalStateException("secret detail");
        return Response.of(200).with("text/plain", Body.of("seen"));
    }

    private static Response fault(int status) {
        return Response.of(status).with("application/problem+json", Body.of("{\"fault\":" + status + "}"));
    }

    @Test
    void start_onAPortInUse_fails() {
        var taken = ListenConfig.loopback(entry.port());
        assertThatIllegalStateException()
                .isThrownBy(() -> HttpEntry.start(taken, this::note, HttpEntryTest::fault))
                .withMessage("cannot listen on 127.0.0.1 port " + entry.port());
    }

    @Test
    void request_anyHeaders_keepsNamesOrderAndValuesRaw() throws IOException {
        send("GET /a/%62?x=%31&y HTTP/1.1\r\nHost: h\r\nX-One: a, b\r\nx-one: c\r\nConnection: close\r\n\r\n");
        assertThat(seen.getFirst().path()).isEqualTo("/a/%62");
        assertThat(seen.getFirst().query()).isEqualTo("x=%31&y");
        assertThat(seen.getFirst().headers().all("X-ONE")).containsExactly("a, b", "c");
    }

    @Test
    void cookieHeader_withComma_staysOneValue() throws IOException {
        send("GET / HTTP/1.1\r\nHost: h\r\nCookie: theme=a,__Host-cloakroom-demo=planted\r\nConnection: close\r\n\r\n");
        assertThat(seen.getFirst().headers().all("Cookie")).containsExactly("theme=a,__Host-cloakroom-demo=planted");
    }

    @Test
    void cookieHeader_twice_staysTwoLines() throws IOException {
        send("GET / HTTP/1.1\r\nHost: h\r\nCookie: a=1\r\nCookie: a=2\r\nConnection: close\r\n\r\n");
        assertThat(seen.getFirst().headers().all("Cookie")).containsExactly("a=1", "a=2");
    }

    @Test
    void body_atLimit_arrives() throws IOException {
        assertThat(post("x".repeat(1 << 10))).startsWith("HTTP/1.1 200");
        assertThat(seen.getFirst().body().length()).isEqualTo(1 << 10);
    }

    @Test
    void body_oneByteOver_isRefusedUnread() throws IOException {
        assertThat(post("x".repeat((1 << 10) + 1))).startsWith("HTTP/1.1 413").contains("{\"fault\":413}");
        assertThat(seen).isEmpty();
    }

    @Test
    void body_chunkedAndTooLong_isRefused() throws IOException {
        var chunk = "400\r\n" + "x".repeat(1 << 10) + "\r\n";
        assertThat(send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunk
                        + chunk + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(seen).isEmpty();
    }

    @Test
    void body_byteNowAndThen_isCutOffAtTheDeadline() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), entry.port())) {
            var out = socket.getOutputStream();
            out.write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var trickle = Thread.ofVirtual().start(() -> trickle(socket));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            trickle.interrupt();
            assertThat(answer).startsWith("HTTP/1.1 408");
        }
        assertThat(seen).isEmpty();
    }

    private static void trickle(Socket socket) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                socket.getOutputStream().write('x');
                Thread.sleep(Duration.ofMillis(50));
            }
        } catch (IOException | InterruptedException ended) {
            // The other side has had enough, which is what the test waits for.
        }
    }

    @Test
    void headers_overLimit_areRefused() throws IOException {
        assertThat(send("GET / HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(5 << 10) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(seen).isEmpty();
    }

    @Test
    void requestLine_nonsense_endsTheConnection() throws IOException {
        assertThat(send("NONSENSE\r\n\r\n")).isEmpty();
    }

    @Test
    void request_withoutHost_isRefusedInOurWords() throws IOException {
        assertThat(send("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400").contains("{\"fault\":400}");
    }

    @Test
    void path_withQueryOverLimit_isRefused() throws IOException {
        assertThat(send("GET /?q=" + "x".repeat(9 << 10) + " HTTP/1.1\r\nHost: h\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(seen).isEmpty();
    }

    @Test
    void handler_thatBreaks_answers500AndShowsNothing() throws IOException {
        var answer = send("GET /broken HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 500")
                .contains("{\"fault\":500}")
                .doesNotContain("secret");
    }

    @Test
    void head_anyPath_sendsNoBody() throws IOException {
        var answer = send("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
    }

    private String post(String body) throws IOException {
        return send("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body);
    }

    private String send(String raw) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), entry.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
