package io.cloakroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger at the command line, on DynamoDB Local: what commands leave in it, and what is found out about it. */
@Tag("dynamodb")
final class LedgerCommandsTest {
    private static RunningDynamoDb dynamoDb;

    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeAll
    static void start() throws IOException {
        dynamoDb = RunningDynamoDb.start();
    }

    @AfterAll
    static void stop() {
        dynamoDb.close();
    }

    @BeforeEach
    void open() throws IOException {
        operator = Operator.hired(folder, dynamoDb.endpoint());
        operator.file("in.csv", "sub,phone\nada,030 1\neve,030 2\n");
        assertThat(operator.does(operator.takeIn("in", "--apply"))).isZero();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String makeKey() throws IOException {
        assertThat(operator.does("ledger", "keys", "create", file("key.json"))).isZero();
        var line = operator.out()
                .lines()
                .filter(text -> text.startsWith("ledger: {"))
                .findFirst()
                .orElseThrow();
        var settings = line.replace("}", ", checkpoint-key-file: \"" + file("key.json") + "\"}");
        operator.adds(settings);
        return settings;
    }

    @Test
    void commands_leaveEntries_thatShowTells() {
        assertThat(operator.does("keys", "rotate")).isZero();
        assertThat(operator.does("keys", "rewrap")).isZero();
        assertThat(operator.does(operator.takeIn("in", "--verify"))).isZero();
        assertThat(operator.does("ledger", "show")).isZero();
        assertThat(operator.out())
                .containsSubsequence(
                        "import ",
                        "operator " + System.getProperty("user.name") + " about ",
                        ": contact (phone, pin, greeting)",
                        "keys-rotated",
                        "keys-rewrapped",
                        "read ",
                        "ledger-read");
        assertThat(operator.does("ledger", "show", "--member", "ada")).isZero();
        assertThat(operator.out()).contains("about ada", "ledger-read").doesNotContain("eve", "keys-");
        assertThat(operator.does("ledger", "show", "--member", "ada", "--json")).isZero();
        assertThat(operator.out()).contains("\"act\":\"import\"", "\"fields\":[\"phone\",\"pin\",\"greeting\"]");
        assertThat(operator.does("ledger", "show", "--since", "yesterday")).isEqualTo(2);
    }

    @Test
    void show_ofAMemberWhoWasErased_tellsThatNothingOpens() {
        assertThat(operator.does("members", "erase", "--member", "ada", "--apply"))
                .isZero();
        assertThat(operator.does("ledger", "show", "--member", "ada")).isZero();
        assertThat(operator.out())
                .contains("ada was erased: an entry that opens no more", "erase ")
                .doesNotContain("phone");
        assertThat(operator.does("ledger", "verify")).isZero();
    }

    @Test
    void verify_withoutCheckpoints_saysWhatThatMeans() {
        assertThat(operator.does("ledger", "verify")).isZero();
        assertThat(operator.out()).contains("no checkpoint", "all as they were written");
        assertThat(operator.does("ledger", "verify", "--checkpoint", file("x"))).isEqualTo(2);
        assertThat(operator.does("ledger", "verify", "--mend")).isZero();
    }

    @Test
    void checkpoint_isMadeCarriedOffHeldToAndProvenFrom() throws IOException {
        assertThat(operator.does("ledger", "checkpoint")).isEqualTo(2);
        makeKey();
        assertThat(operator.does("ledger", "checkpoint", "--out", file("first")))
                .isZero();
        assertThat(Files.readString(folder.resolve("first")))
                .startsWith("cloakroom/test/ledger\n")
                .contains("\n\u2014 cloakroom/test/ledger ");
        Files.copy(folder.resolve("first"), folder.resolve("second"));
        operator.does("ledger", "show");
        assertThat(operator.does("ledger", "checkpoint", "--out", file("second")))
                .isZero();

        assertThat(operator.does("ledger", "verify", "--checkpoint", file("first")))
                .isZero();
        assertThat(operator.out()).contains("signed");
        assertThat(operator.does("ledger", "verify", "--json")).isZero();
        assertThat(operator.out()).contains("\"whole\":true");

        assertThat(operator.does("ledger", "prove", "--consistency", file("first"), file("second")))
                .isZero();
        assertThat(operator.does("ledger", "prove", "--consistency", file("second"), file("first")))
                .isEqualTo(1);
        operator.does("ledger", "show");
        var place = operator.out().lines().findFirst().orElseThrow().split(" ", 2)[0];
        assertThat(operator.does("ledger", "prove", "--entry", place)).isZero();
        assertThat(operator.out()).contains("leaf ", "root ");
        assertThat(operator.does("ledger", "prove", "--entry", "63.1")).isEqualTo(1);
        assertThat(operator.does("ledger", "prove", "--entry", "x")).isEqualTo(2);
    }

    @Test
    void checkpoint_ofAnotherTable_isRefusedLoudly() throws IOException {
        var settings = makeKey();
        assertThat(operator.does("ledger", "checkpoint", "--out", file("shipped")))
                .isZero();
        // As if all tables had been put back to a time before.
        operator = Operator.hired(folder.resolve("other"), dynamoDb.endpoint());
        operator.adds(settings);
        assertThat(operator.does("ledger", "checkpoint", "--out", file("shipped")))
                .isEqualTo(1);
        assertThat(operator.err()).contains("NOT SIGNED", "it is gone");
        assertThat(operator.does("ledger", "verify", "--checkpoint", file("shipped")))
                .isEqualTo(1);
        assertThat(operator.out()).contains("it is gone", "the ledger is not as it was written");
    }

    @Test
    void checkpoint_withAKeyThatOthersMayRead_isRefused() throws IOException {
        makeKey();
        Files.setPosixFilePermissions(folder.resolve("key.json"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(operator.does("ledger", "checkpoint")).isEqualTo(2);
        assertThat(operator.err()).contains("chmod 600");
    }

    @Test
    void checkpointsAndProofs_onAMachineWithoutTheKeyset_areMadeAllTheSame() throws IOException {
        makeKey();
        Files.delete(folder.resolve("keyset.json"));
        assertThat(operator.does("ledger", "checkpoint", "--out", file("first")))
                .isZero();
        assertThat(operator.does("ledger", "prove", "--consistency", file("first"), file("first")))
                .isZero();
        assertThat(operator.does("ledger", "show")).isEqualTo(2);
    }

    @Test
    void checkpoint_readOnly_leavesNothingInTheTable() throws IOException {
        makeKey();
        assertThat(operator.does("ledger", "checkpoint", "--read-only")).isEqualTo(2);
        for (var time = 0; time < 2; time++) {
            assertThat(operator.does("ledger", "checkpoint", "--read-only", "--out", file("first")))
                    .isZero();
        }
        assertThat(operator.does("ledger", "verify", "--checkpoint", file("first")))
                .isZero();
        assertThat(operator.does("ledger", "prove", "--entry", "0.0")).isEqualTo(2);
        assertThat(operator.err()).contains("there is no checkpoint yet");
    }
}
