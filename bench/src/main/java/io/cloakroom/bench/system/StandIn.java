package io.cloakroom.bench.system;

import io.cloakroom.local.process.Child;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.process.Readiness;
import io.cloakroom.local.state.Resource;
import java.time.Duration;
import java.util.Map;

/**
 * An upstream that costs next to nothing: nginx with fixed answers, the same for every item of a kind, in the place of
 * DynamoDB. It finds no revocation, and one member's record whoever asks.
 */
public final class StandIn implements AutoCloseable {
    /** A ledger's batch of one line, by which a writer says that it has written all. */
    private static final String ENDED = "ABoBAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==";

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
                "KEY_OR_BATCH", keyOrBatch(vault.recordAndKey(sub)),
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

    /** What a {@code Query} finds: a member's key, or a shard's last batch, in which a writer has ended. */
    private static String keyOrBatch(String item) {
        var batch =
                "\"item\":{\"S\":\"0000000000000000000\"},\"first\":{\"N\":\"0\"},\"lines\":{\"B\":\"" + ENDED + "\"}";
        return item.replaceFirst("\"item\":\\{\"S\":\"[^\"]*\"\\}", batch);
    }
}
