package io.cloakroom.bench.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive connection to 127.0.0.1 that sends requests as they are, with whatever {@code Host} they name. Knows of
 * HTTP/1.1 what the servers measured here use, and no more.
 */
public final class HttpConnection implements AutoCloseable {
    private static final int SILENCE_MILLIS_MAX = 10_000;
    private static final int LINE_BYTES_MAX = 16 << 10;
    private static final int BODY_BYTES_MAX = 4 << 20;

    private final Socket socket;
    private final InputStream in;

    /** What came back. */
    public record Answer(int status, String body) {}

    public HttpConnection(int port) throws IOException {
        this.socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(SILENCE_MILLIS_MAX);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends one request on a connection of its own. */
    public static Answer ask(int port, byte[] request) throws IOException {
        try (var connection = new HttpConnection(port)) {
            return connection.exchange(request);
        }
    }

    /** Sends a request and waits for the whole answer. */
    public Answer exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        var status = Integer.parseInt(line().split(" ", 3)[1]);
        var length = 0;
        var isChunked = false;
        for (var line = line(); !line.isEmpty(); line = line()) {
            var header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) length = number(header.substring(15), 10);
            if (header.startsWith("transfer-encoding:")) isChunked = header.contains("chunked");
        }
        return new Answer(status, new String(isChunked ? chunks() : exactly(length), StandardCharsets.UTF_8));
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (var size = number(line(), 16); size > 0; size = number(line(), 16)) {
            body.writeBytes(exactly(size));
            if (body.size() > BODY_BYTES_MAX) throw new IOException("too long an answer");
            line();
        }
        line();
        return body.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) throw new EOFException();
        return bytes;
    }

    private static int number(String text, int radix) throws IOException {
        try {
            var number = Integer.parseInt(text.strip(), radix);
            if (number >= 0 && number <= BODY_BYTES_MAX) return number;
        } catch (NumberFormatException notANumber) {
            // Told below.
        }
        throw new IOException("not a length that we take");
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new EOFException();
            if (line.length() > LINE_BYTES_MAX) throw new IOException("too long a line");
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
