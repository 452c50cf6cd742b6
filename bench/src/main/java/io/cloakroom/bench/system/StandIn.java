package io.cloakroom.bench.system;

import io.cloakroom.local.process.Child;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.process.Readiness;
import io.cloakroom.local.state.Resource;
import java.time.Duration;
import java.util.Map;

/**
 * An upstream that costs next to nothing: nginx with fixed answers, the same for every item of a kind, in the place of
 * DynamoDB. It finds no revocation, one member's record whoever asks, and a ledger of one batch, which it takes more behind.
 */
public final class StandIn implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofSeconds(20);

    private final Child process;
    private final int port;

    private StandIn(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param sub of the member whose record it gives */
    public static StandIn start(Workbench bench, Vault vault, String sub) {
        var folder = bench.folder("stand-in");
        var port = FreePort.choose();
        var values = Map.of(
                "PORT", Integer.toString(port),
                "FOLDER", folder.toString(),
                "ITEM", vault.recordAndKey(sub),
                "KEY_OR_BATCH", vault.keyOrBatch(sub),
                // As root it would else become another user, who cannot read our folder.
                "USER", System.getProperty("user.name").equals("root") ? "user root;" : "");
        var file = new Resource(StandIn.class, "stand-in.conf").fillInto(folder, values);
        var program = Program.of("Stand-in", folder, "/usr/sbin/nginx", "-e", "stderr", "-c", file.toString());
        return new StandIn(bench.children().start(program, Readiness.port(port, START_WITHIN)), port);
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.close();
    }
}
