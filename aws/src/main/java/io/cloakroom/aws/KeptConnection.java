package io.cloakroom.aws;

import io.cloakroom.http.Body;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * One connection to DynamoDB that outlives its requests: HTTP/1.1 as DynamoDB speaks it, and whatever else comes is a failure.
 * Blocking, for virtual threads; one exchange at a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
final class KeptConnection implements AutoCloseable {
    /** More than the 1 MB of one query, as JSON. */
    static final int BODY_BYTES_MAX = 4 << 20;

    /** Of a request without its head: what the kernel takes at once. */
    static final int REQUEST_BYTES_MAX = 64 << 10;

    /** Room for the largest request, its head, and TLS around it. */
    static final int SEND_BUFFER_BYTES = 96 << 10;

    private static final int HEAD_BYTES_MAX = 16 << 10;

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[HEAD_BYTES_MAX];
    private int filled;
    private boolean isLast;

    /** @param socket connected; ours from now on */
    KeptConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** What came back. */
    record Answer(int status, Body body) {}

    /** The other side had closed the connection before it took our request: another connection may do better, at once. */
    static final class StaleException extends IOException {
        private StaleException(IOException cause) {
            super("closed while it was idle", cause);
        }
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @param deadline of the whole, on the scale of {@link System#nanoTime}
     * @throws StaleException if nothing of an answer came
     */
    Answer exchange(byte[] request, long deadline) throws IOException {
        // The kernel takes it at once, so that no time limit is needed here.
        try {
            socket.getOutputStream().write(request);
            fill(deadline);
        } catch (SocketTimeoutException late) {
            throw late;
        } catch (IOException closed) {
            throw new StaleException(closed);
        }
        return answer(deadline);
    }

    /** Whether it may serve another exchange after the last. */
    boolean isReusable() {
        return !isLast;
    }

    private Answer answer(long deadline) throws IOException {
        var end = headEnd();
        while (end < 0) {
            fill(deadline);
            end = headEnd();
        }
        var head = Head.parse(new String(buffer, 0, end, StandardCharsets.ISO_8859_1));
        isLast = head.isLast();
        var body = body(end, head.length(), deadline);
        if (head.crc() >= 0 && head.crc() != crc(body)) throw new IOException("damaged on its way");
        return new Answer(head.status(), new Body(body));
    }

    private void fill(long deadline) throws IOException {
        if (filled == buffer.length) throw new IOException("too long a head");
        filled += read(buffer, filled, buffer.length - filled, deadline);
    }

    private int read(byte[] target, int offset, int length, long deadline) throws IOException {
        var left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) throw new SocketTimeoutException();
        socket.setSoTimeout((int) left);
        var read = in.read(target, offset, length);
        if (read < 0) throw new EOFException();
        return read;
    }

    /** @return behind the empty line, or -1 if that has not come yet */
    private int headEnd() {
        for (var i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n' && buffer[i - 3] == '\r')
                return i + 1;
        }
        return -1;
    }

    private byte[] body(int begin, int length, long deadline) throws IOException {
        var here = filled - begin;
        // Nobody asked for anything behind this answer.
        if (here > length) throw new IOException("more than the answer");
        var body = Arrays.copyOfRange(buffer, begin, begin + length);
        for (var got = here; got < length; ) got += read(body, got, length - got, deadline);
        filled = 0;
        return body;
    }

    private static long crc(byte[] body) {
        var crc = new CRC32();
        crc.update(body);
        return crc.getValue();
    }

    /**
     * @param length of the body, which DynamoDB always tells
     * @param crc {@code x-amz-crc32}, or -1 where it does not say
     */
    private record Head(int status, int length, long crc, boolean isLast) {
        /** @param text with the empty line that ends it */
        static Head parse(String text) throws IOException {
            var lineEnd = text.indexOf("\r\n");
            var status = text.substring(0, lineEnd).split(" ", 3);
            if (status.length < 2 || !status[0].equals("HTTP/1.1")) throw new IOException("no HTTP/1.1");
            var length = -1L;
            var crc = -1L;
            var isLast = false;
            while (lineEnd + 2 < text.length()) {
                var begin = lineEnd + 2;
                lineEnd = text.indexOf("\r\n", begin);
                var colon = text.indexOf(':', begin);
                if (colon < 0 || colon > lineEnd) continue;
                var value = text.substring(colon + 1, lineEnd).strip();
                switch (text.substring(begin, colon).toLowerCase(Locale.ROOT)) {
                    case "content-length" -> length = number(value, BODY_BYTES_MAX);
                    case "x-amz-crc32" -> crc = number(value, 0xffff_ffffL);
                    case "connection" -> isLast = value.equalsIgnoreCase("close");
                    case "transfer-encoding", "content-encoding" -> throw new IOException("an encoded answer");
                    default -> {}
                }
            }
            if (length < 0) throw new IOException("no length");
            return new Head((int) number(status[1], 999), (int) length, crc, isLast);
        }

        private static long number(String text, long most) throws IOException {
            try {
                var number = Long.parseLong(text);
                if (number >= 0 && number <= most) return number;
            } catch (NumberFormatException notANumber) {
                // Told below.
            }
            throw new IOException("not a number that we take");
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
    }
}
