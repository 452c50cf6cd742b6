package io.cloakroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a machine that has the gateway's configuration and none of its secrets. */
class LedgerCommandsTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path config = Path.of("unset");

    @BeforeEach
    void configure() throws IOException {
        config = folder.resolve("cloakroom.yaml");
        Files.writeString(config, """
                listen: {public-url: "https://members.site.example"}
                pool: {public-url: "https://pool.site.example"}
                token: {issuer: "https://pool.site.example/p"}
                keys: {vault-id: test, keyset-file: not-there.json}
                dynamodb: {region: eu-central-1, endpoint: "http://127.0.0.1:1", access-key-id: A, secret-access-key: any}
                sites:
                  demo:
                    name: Alder House
                    origins: ["https://site.example"]
                    client-id: client
                    client-secret: "${env:CLOAKROOM_NEVER_SET}"
                    public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                """);
    }

    private int run(String... command) {
        err.getBuffer().setLength(0);
        var commandLine = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        var all = new ArrayList<>(List.of(command));
        all.add("--config=" + config);
        return commandLine.execute(all.toArray(String[]::new));
    }

    @Test
    void keysCreate_withoutTheSitesSecrets_makesOne() {
        var key = folder.resolve("key.json");
        assertThat(run("ledger", "keys", "create", key.toString())).isZero();
        assertThat(key).exists();
        assertThat(out.toString()).contains("checkpoint-public-key: \"");
    }

    @Test
    void checkpoint_withoutItsKey_saysWhatMakesOne() {
        assertThat(run("ledger", "checkpoint")).isEqualTo(2);
        assertThat(err.toString())
                .contains("ledger.checkpoint-key-file: required here; ./cloakroom ledger keys create makes one");
    }

    @Test
    void prove_withoutAKey_saysWhatPrintsIt() {
        assertThat(run("ledger", "prove", "--entry", "0.7")).isEqualTo(2);
        assertThat(err.toString())
                .contains("ledger.checkpoint-public-key: required here; ./cloakroom ledger keys create prints it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "", "x", "1.", ".1", "1.x", "1.2.3"})
    void prove_ofNoPlace_isRefused(String entry) {
        assertThat(run("ledger", "prove", "--entry", entry)).isEqualTo(2);
        assertThat(err.toString()).contains("--entry: SHARD.LINE, such as 2.1017");
    }

    @Test
    void verify_withoutTheSitesSecrets_saysWhichAreMissing() {
        assertThat(run("ledger", "verify")).isEqualTo(2);
        assertThat(err.toString()).contains("CLOAKROOM_NEVER_SET");
    }

    @Test
    void checkpoint_withoutTheVaultsName_saysSo() throws IOException {
        Files.writeString(config, Files.readString(config).replace("vault-id: test, ", ""));
        assertThat(run("ledger", "checkpoint")).isEqualTo(2);
        assertThat(err.toString()).contains("keys.vault-id: required").doesNotContain("CLOAKROOM_NEVER_SET");
    }
}
