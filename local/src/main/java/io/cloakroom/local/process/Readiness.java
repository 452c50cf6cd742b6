package io.cloakroom.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * When a program counts as started.
 *
 * @param within from its start; up to {@link #WITHIN_MAX}
 * @param isReady asked again and again; must not block for long
 */
public record Readiness(Duration within, BooleanSupplier isReady) {
    public static final Duration WITHIN_MAX = Duration.ofMinutes(5);

    private static final int CONNECT_MILLIS_MAX = 500;

    public Readiness {
        if (within.isNegative() || within.compareTo(WITHIN_MAX) > 0) {
            throw new IllegalArgumentException("within: up to " + WITHIN_MAX);
        }
    }

    /** Something accepts connections on this port of 127.0.0.1. */
    public static Readiness port(int port, Duration within) {
        return new Readiness(within, () -> accepts(port));
    }

    /** Something accepts connections on this Unix socket. */
    public static Readiness socket(Path socket, Duration within) {
        return new Readiness(within, () -> accepts(socket));
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), CONNECT_MILLIS_MAX);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean accepts(Path path) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
