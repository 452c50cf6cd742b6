package io.cloakroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.cli.Main;
import io.cloakroom.local.Downloads;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.state.StateFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger at the command line, on DynamoDB Local: what commands leave in it, and what is found out about it. */
@Tag("dynamodb")
final class LedgerCommandsTest {
    private static Children children;
    private static DynamoDbLocal server;
    private static int accounts;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException {
        Files.createDirectories(Downloads.folder());
        var state = StateFolder.open(temporary);
        children = new Children(state.logs(), state.run());
        var maven = Maven.find(System.getenv());
        var jars = DynamoDbLocalJars.fetch(Downloads.folder(), maven, children, Progress.silent());
        server = DynamoDbLocal.start(state, jars, children, Progress.silent());
    }

    @AfterAll
    static void stop() {
        children.close();
    }

    @BeforeEach
    void open() throws IOException {
        accounts++;
        configure("");
        assertThat(run("keys", "create", folder.resolve("keyset.json").toString()))
                .isZero();
        assertThat(configured("tables", "create")).isZero();
        Files.writeString(folder.resolve("in.csv"), "sub,phone\nada,030 1\neve,030 2\n");
        assertThat(configured("import", file("in.csv"), "--collection", "contact", "--apply"))
                .isZero();
    }

    private void configure(String more) throws IOException {
        Files.writeString(folder.resolve("cloakroom.yaml"), """
                listen: {public-url: "http://members.localhost:1"}
                pool: {public-url: "http://pool.localhost:2"}
                token: {issuer: "http://pool.localhost:2/p"}
                keys: {vault-id: test, keyset-file: keyset.json}
                dynamodb: {region: "%s", endpoint: "%s", access-key-id: AKIALEDGER%d, secret-access-key: any}
                sites:
                  demo:
                    name: Alder House
                    origins: ["http://site.localhost:3"]
                    client-id: client
                    client-secret: secret
                    public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                collections:
                  contact:
                    sites: demo
                    deliveries: [card]
                    fields: {phone: {}}
                %s
                """.formatted(
                        DynamoDbLocal.REGION, server.endpoint(), accounts, more));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private int configured(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", file("cloakroom.yaml")));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private void makeKey() throws IOException {
        assertThat(configured("ledger", "keys", "create", file("key.json"))).isZero();
        var line = out.toString()
                .lines()
                .filter(text -> text.startsWith("ledger: {"))
                .findFirst()
                .orElseThrow();
        configure(line.replace("}", ", checkpoint-key-file: key.json}"));
    }

    @Test
    void commands_leaveEntries_thatShowTells() {
        assertThat(configured("keys", "rotate")).isZero();
        assertThat(configured("keys", "rewrap")).isZero();
        assertThat(configured("import", file("in.csv"), "--collection", "contact", "--verify"))
                .isZero();
        assertThat(configured("ledger", "show")).isZero();
        assertThat(out.toString())
                .containsSubsequence(
                        "import ",
                        "operator " + System.getProperty("user.name") + " about ",
                        ": contact (phone)",
                        "keys-rotated",
                        "keys-rewrapped",
                        "read ",
                        "ledger-read");
        assertThat(configured("ledger", "show", "--member", "ada")).isZero();
        assertThat(out.toString()).contains("about ada", "ledger-read").doesNotContain("eve", "keys-");
        assertThat(configured("ledger", "show", "--member", "ada", "--json")).isZero();
        assertThat(out.toString()).contains("\"act\":\"import\"", "\"fields\":[\"phone\"]");
        assertThat(configured("ledger", "show", "--since", "yesterday")).isEqualTo(2);
    }

    @Test
    void show_ofAMemberWhoWasErased_tellsThatNothingOpens() {
        assertThat(configured("members", "erase", "--member", "ada", "--apply")).isZero();
        assertThat(configured("ledger", "show", "--member", "ada")).isZero();
        assertThat(out.toString())
                .contains("ada was erased: an entry that opens no more", "erase ")
                .doesNotContain("phone");
        assertThat(configured("ledger", "verify")).isZero();
    }

    @Test
    void verify_withoutCheckpoints_saysWhatThatMeans() {
        assertThat(configured("ledger", "verify")).isZero();
        assertThat(out.toString()).contains("no checkpoint", "all as they were written");
        assertThat(configured("ledger", "verify", "--checkpoint", file("x"))).isEqualTo(2);
        assertThat(configured("ledger", "verify", "--mend")).isZero();
    }

    @Test
    void checkpoint_isMadeCarriedOffHeldToAndProvenFrom() throws IOException {
        assertThat(configured("ledger", "checkpoint")).isEqualTo(2);
        makeKey();
        assertThat(configured("ledger", "checkpoint", "--out", file("first"))).isZero();
        assertThat(Files.readString(folder.resolve("first")))
                .startsWith("cloakroom/test/ledger\n")
                .contains("\n\u2014 cloakroom/test/ledger ");
        Files.copy(folder.resolve("first"), folder.resolve("second"));
        configured("ledger", "show");
        assertThat(configured("ledger", "checkpoint", "--out", file("second"))).isZero();

        assertThat(configured("ledger", "verify", "--checkpoint", file("first")))
                .isZero();
        assertThat(out.toString()).contains("signed");
        assertThat(configured("ledger", "verify", "--json")).isZero();
        assertThat(out.toString()).contains("\"whole\":true");

        assertThat(configured("ledger", "prove", "--consistency", file("first"), file("second")))
                .isZero();
        assertThat(configured("ledger", "prove", "--consistency", file("second"), file("first")))
                .isEqualTo(1);
        configured("ledger", "show");
        var place = out.toString().lines().findFirst().orElseThrow().split(" ", 2)[0];
        assertThat(configured("ledger", "prove", "--entry", place)).isZero();
        assertThat(out.toString()).contains("leaf ", "root ");
        assertThat(configured("ledger", "prove", "--entry", "63.1")).isEqualTo(1);
        assertThat(configured("ledger", "prove", "--entry", "x")).isEqualTo(2);
    }

    @Test
    void checkpoint_ofAnotherTable_isRefusedLoudly() throws IOException {
        makeKey();
        assertThat(configured("ledger", "checkpoint", "--out", file("shipped"))).isZero();
        // As if all tables had been put back to a time before.
        accounts++;
        configure(Files.readString(folder.resolve("cloakroom.yaml"))
                .lines()
                .filter(text -> text.startsWith("ledger: {"))
                .findFirst()
                .orElseThrow());
        assertThat(configured("tables", "create")).isZero();
        assertThat(configured("ledger", "checkpoint", "--out", file("shipped"))).isEqualTo(1);
        assertThat(err.toString()).contains("NOT SIGNED", "it is gone");
        assertThat(configured("ledger", "verify", "--checkpoint", file("shipped")))
                .isEqualTo(1);
        assertThat(out.toString()).contains("it is gone", "the ledger is not as it was written");
    }

    @Test
    void checkpoint_withAKeyThatOthersMayRead_isRefused() throws IOException {
        makeKey();
        Files.setPosixFilePermissions(folder.resolve("key.json"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(configured("ledger", "checkpoint")).isEqualTo(2);
        assertThat(err.toString()).contains("chmod 600");
    }
}
