package io.cloakroom.bench.system;

import io.cloakroom.bench.load.Pool;
import io.cloakroom.local.process.Child;
import io.cloakroom.local.process.Readiness;
import io.cloakroom.local.state.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** HAProxy on one thread: {@code jwt_verify} and the claims that the gateway checks too, then on to the upstream. */
public final class HaProxy implements Subject {
    private static final Duration START_WITHIN = Duration.ofSeconds(20);

    private final Child process;
    private final int port;

    private HaProxy(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    public static HaProxy start(Workbench bench, Pool pool, StandIn upstream) {
        var folder = bench.folder("haproxy");
        var port = FreePort.choose();
        var pem = folder.resolve("pool.pem");
        var values = Map.of(
                "PORT", Integer.toString(port),
                "PEM", pem.toString(),
                "ISSUER", pool.issuer(),
                "CLIENT_ID", Pool.CLIENT_ID,
                "SCOPE", Pool.SCOPE,
                "UPSTREAM_PORT", Integer.toString(upstream.port()));
        try {
            Files.writeString(pem, pool.pem());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        var file = new Resource(HaProxy.class, "haproxy.cfg").fillInto(folder, values);
        var command = List.of("/usr/sbin/haproxy", "-db", "-f", file.toString());
        return new HaProxy(bench.startOnServer("HAProxy", command, Readiness.port(port, START_WITHIN)), port);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Set<Long> pids() {
        return Set.of(process.pid());
    }

    @Override
    public void close() {
        process.close();
    }
}
