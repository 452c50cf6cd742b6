package io.cloakroom.aws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does to each connection what a test says, and remembers what it was asked. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** A request as it came. */
    record Request(String head, String body) {
        String operation() {
            return header("x-amz-target").replaceFirst(".*\\.", "");
        }

        /** Empty if it has none. */
        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        boolean isBySdk() {
            return !header("amz-sdk-invocation-id").isEmpty();
        }
    }

    /** What becomes of one connection. */
    @FunctionalInterface
    interface Script {
        /** @param number of the connection, from 1 on */
        void play(Talk talk, int number) throws IOException;
    }

    ScriptedServer(Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), script);
    }

    ScriptedServer(ServerSocket server, Script script) {
        this.server = server;
        Thread.ofVirtual().start(() -> accept(script));
    }

    /** Answers each request of each connection so. */
    static ScriptedServer answering(String answer) throws IOException {
        return new ScriptedServer((talk, _) -> {
            while (true) {
                talk.hear();
                talk.say(answer);
            }
        });
    }

    /** A whole answer. */
    static String answer(int status, String body, String... lines) {
        var more = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
        return "HTTP/1.1 " + status + " Reason\r\nContent-Length: " + body.getBytes(UTF_8).length + "\r\n" + more
                + "\r\n" + body;
    }

    private void accept(Script script) {
        try {
            while (true) {
                var socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> play(script, socket, connections.incrementAndGet()));
            }
        } catch (IOException closed) {
            // By the test.
        }
    }

    private void play(Script script, Socket socket, int number) {
        try (socket) {
            script.play(new Talk(socket), number);
        } catch (IOException gone) {
            // The other side has heard enough.
        }
    }

    int port() {
        return server.getLocalPort();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    int connections() {
        return connections.get();
    }

    /** Both ends of one connection's talk. */
    final class Talk {
        private final Socket socket;
        private final InputStream in;

        private Talk(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        /** The next whole request. */
        Request hear() throws IOException {
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                var c = in.read();
                if (c < 0) throw new EOFException();
                head.append((char) c);
            }
            var length = new Request(head.toString(), "").header("content-length");
            var body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
            var request = new Request(head.toString(), new String(body, UTF_8));
            requests.add(request);
            return request;
        }

        void say(String bytes) throws IOException {
            // Characters beyond Latin-1 stand in bodies alone.
            var isLatin = bytes.chars().allMatch(c -> c < 256);
            socket.getOutputStream().write(bytes.getBytes(isLatin ? ISO_8859_1 : UTF_8));
            socket.getOutputStream().flush();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) socket.close();
    }
}
