package io.cloakroom.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpConnectionTest {
    @TempDir
    Path temporary;

    @Test
    void exchange_lengthSaid_readsThatMuchAndKeepsTheConnection() throws Exception {
        var one = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nh\u00e9ll";
        var two = "HTTP/1.1 401 Unauthorized\r\ncontent-length:0\r\n\r\n";
        try (var server = answering(one + two);
                var connection = new HttpConnection(server.getLocalPort())) {
            assertThat(connection.exchange(Requests.get("a", "/")))
                    .isEqualTo(new HttpConnection.Answer(200, "h\u00e9ll"));
            assertThat(connection.exchange(Requests.get("a", "/"))).isEqualTo(new HttpConnection.Answer(401, ""));
        }
    }

    @Test
    void exchange_chunks_arePutTogether() throws Exception {
        var chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n";
        try (var server = answering(chunked)) {
            assertThat(HttpConnection.ask(server.getLocalPort(), Requests.get("a", "/"))
                            .body())
                    .isEqualTo("abc0123456789");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
            })
    void exchange_brokenAnswer_isAnIoFailure(String bytes) throws Exception {
        try (var server = answering(bytes)) {
            assertThatThrownBy(() -> HttpConnection.ask(server.getLocalPort(), Requests.get("a", "/")))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void requests_bodyAndLines_areWritten() {
        assertThat(new String(Requests.post("host:1", "/p", "b\u00e9", "A: 1"), UTF_8))
                .isEqualTo("POST /p HTTP/1.1\r\nHost: host:1\r\nA: 1\r\nContent-Length: 3\r\n\r\nb\u00e9");
        assertThat(new String(Requests.read("h", "/p", "t"), UTF_8))
                .isEqualTo("GET /p HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer t\r\n\r\n");
    }

    @Test
    void requestFile_each_hasItsLengthBeforeIt() throws Exception {
        var file = RequestFile.write(
                temporary.resolve("f"), Stream.of("GET /\r\n\r\n".getBytes(UTF_8), "x".getBytes(UTF_8)));

        assertThat(Files.readString(file.file())).isEqualTo("9\nGET /\r\n\r\n1\nx");
    }

    /** Says this to whoever connects, at once, and closes. */
    private static ServerSocket answering(String bytes) throws IOException {
        var server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(() -> {
            try (var socket = server.accept()) {
                socket.getOutputStream().write(bytes.getBytes(UTF_8));
                socket.shutdownOutput();
                socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException gone) {
                // The test sees it.
            }
        });
        return server;
    }
}
