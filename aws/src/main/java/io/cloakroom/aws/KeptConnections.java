package io.cloakroom.aws;

import io.cloakroom.aws.KeptConnection.Answer;
import io.cloakroom.aws.KeptConnection.StaleException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one host, kept for the next who asks; the one that rested shortest goes first, so that those not needed grow
 * old and go.
 */
final class KeptConnections implements AutoCloseable {
    static final int CONNECTIONS_MAX = 128;

    /** DynamoDB keeps them longer; what stands between may not. */
    static final Duration REST_MAX = Duration.ofSeconds(20);

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);

    private final URI endpoint;
    private final int port;
    private final ConcurrentLinkedDeque<Resting> resting = new ConcurrentLinkedDeque<>();
    private final Semaphore places = new Semaphore(CONNECTIONS_MAX);

    private record Resting(KeptConnection connection, long since) {}

    /** @param endpoint {@code https}, or {@code http} to this machine; without a path */
    KeptConnections(URI endpoint) {
        this.endpoint = endpoint;
        this.port = endpoint.getPort() >= 0 ? endpoint.getPort() : isSecure() ? 443 : 80;
    }

    private boolean isSecure() {
        return "https".equals(endpoint.getScheme());
    }

    /**
     * One exchange. A kept connection that has gone stale is replaced by a new one, once; nothing else is tried again.
     *
     * @param within the whole, waiting for a place included
     */
    Answer exchange(byte[] request, Duration within) throws IOException {
        var deadline = System.nanoTime() + within.toNanos();
        takePlace(within);
        try {
            var kept = takeResting();
            if (kept == null) return exchange(connect(deadline), request, deadline);
            try {
                return exchange(kept, request, deadline);
            } catch (StaleException stale) {
                return exchange(connect(deadline), request, deadline);
            }
        } finally {
            places.release();
        }
    }

    private void takePlace(Duration within) throws IOException {
        try {
            if (!places.tryAcquire(within.toNanos(), TimeUnit.NANOSECONDS)) throw new IOException("no place in time");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("we are stopping", stopped);
        }
    }

    private Answer exchange(KeptConnection connection, byte[] request, long deadline) throws IOException {
        var isWell = false;
        try {
            var answer = connection.exchange(request, deadline);
            isWell = connection.isReusable();
            return answer;
        } finally {
            if (isWell) resting.push(new Resting(connection, System.nanoTime()));
            else connection.close();
        }
    }

    private @Nullable KeptConnection takeResting() {
        var now = System.nanoTime();
        for (var found = resting.poll(); found != null; found = resting.poll()) {
            if (now - found.since < REST_MAX.toNanos()) return found.connection;
            found.connection.close();
        }
        return null;
    }

    private KeptConnection connect(long deadline) throws IOException {
        var within = Math.min(
                CONNECT_WITHIN.toMillis(),
                Duration.ofNanos(deadline - System.nanoTime()).toMillis());
        if (within <= 0) throw new IOException("no time left to connect");
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSendBufferSize(KeptConnection.SEND_BUFFER_BYTES);
            socket.connect(new InetSocketAddress(endpoint.getHost(), port), (int) within);
            return new KeptConnection(isSecure() ? secured(socket, (int) within) : socket);
        } catch (IOException | RuntimeException fault) {
            socket.close();
            throw fault;
        }
    }

    private SSLSocket secured(Socket socket, int withinMillis) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var secured = (SSLSocket) factory.createSocket(socket, endpoint.getHost(), port, true);
        var parameters = secured.getSSLParameters();
        // A plain TLS socket believes any name in a good certificate.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.setSoTimeout(withinMillis);
        secured.startHandshake();
        return secured;
    }

    @Override
    public void close() {
        for (var found = resting.poll(); found != null; found = resting.poll()) found.connection.close();
    }
}
