package io.cloakroom.local.state;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.json.Json;
import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Where the parts listen on 127.0.0.1.
 *
 * @param members of the gateway; members and staff have a host name each and this port in common
 * @param management of the gateway
 */
public record Ports(int site, int members, int pool, int management) {
    /** Tried first; DECISIONS, "The demo". */
    public static final Ports PREFERRED = new Ports(8080, 8081, 8082, 8083);

    // By this much at a time, so that no two of the four ever try the same.
    private static final int STEP = 10;
    private static final int STEPS_MAX = 50;

    public Ports {
        for (var port : new int[] {site, members, pool, management}) {
            require(isWithin(1, port, 65_535), "port", "1 to 65535");
        }
    }

    /**
     * The ports of this state folder: those it had before, the preferred ones at first; one that another program has taken
     * meanwhile is replaced and the new one kept.
     *
     * @throws SetUpException if fifty are taken in a row, or they cannot be kept
     */
    public static Ports kept(StateFolder state) {
        var file = state.run().resolve("ports.json");
        var before = read(file);
        var now = new Ports(
                firstFree(before.site),
                firstFree(before.members),
                firstFree(before.pool),
                firstFree(before.management));
        if (!now.equals(before) || !Files.exists(file)) now.write(file);
        return now;
    }

    /** Ports that nobody listens on, for a system that lives as long as a test. */
    public static Ports free() {
        try (var one = new ServerSocket(0);
                var two = new ServerSocket(0);
                var three = new ServerSocket(0);
                var four = new ServerSocket(0)) {
            return new Ports(one.getLocalPort(), two.getLocalPort(), three.getLocalPort(), four.getLocalPort());
        } catch (IOException fault) {
            throw new SetUpException("This machine has no free port", "Stop programs that listen.", null, fault);
        }
    }

    private static int firstFree(int preferred) {
        return IntStream.range(0, STEPS_MAX)
                .map(step -> preferred + step * STEP)
                .filter(port -> port <= 65_535)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow(() -> new SetUpException(
                        "Every tenth port from " + preferred + " on is taken",
                        "Stop one of the programs that listen there."));
    }

    // Both: browsers try ::1 before 127.0.0.1, and would find the other program there.
    private static boolean isFree(int port) {
        var hasNewAddresses = isFree("::1", 0);
        return isFree("127.0.0.1", port) && (!hasNewAddresses || isFree("::1", port));
    }

    private static boolean isFree(String address, int port) {
        try (var socket = new ServerSocket()) {
            // Else a connection that was closed a minute ago would still count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static Ports read(Path file) {
        try {
            return switch (Json.read(Files.readAllBytes(file))) {
                case Json.Reading.Read(var kept) ->
                    new Ports(
                            port(kept.integer("site"), PREFERRED.site),
                            port(kept.integer("members"), PREFERRED.members),
                            port(kept.integer("pool"), PREFERRED.pool),
                            port(kept.integer("management"), PREFERRED.management));
                case Json.Reading.Unreadable _ -> PREFERRED;
            };
        } catch (IOException none) {
            return PREFERRED;
        }
    }

    private static int port(OptionalLong kept, int otherwise) {
        return kept.isPresent() && isWithin(1, kept.getAsLong(), 65_535) ? (int) kept.getAsLong() : otherwise;
    }

    private void write(Path file) {
        try {
            Files.write(
                    file, Json.write(Map.of("site", site, "members", members, "pool", pool, "management", management)));
        } catch (IOException fault) {
            throw new SetUpException(
                    "The ports cannot be kept in " + file,
                    "Check who owns the folder, or choose another with --state.",
                    null,
                    fault);
        }
    }
}
