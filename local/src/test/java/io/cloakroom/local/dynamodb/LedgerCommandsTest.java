package io.cloakroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    /** What the ledger tells of a member, an act a line. */
    private List<String> actsAbout(String member) {
        assertThat(operator.does("ledger", "show", "--member", member, "--json"))
                .isZero();
        return operator.out()
                .lines()
                .map(line -> line.replaceAll(".*\"act\":\"([^\"]*)\".*", "$1"))
                .filter(act -> !act.equals("ledger-read"))
                .toList();
    }

    @Test
    void operatorsDeeds_thatOpenOrCloseSomethingToAMember_areInHerLedger() throws IOException {
        assertThat(operator.does("memberships", "link", "--user", "1", "--sub", "ada"))
                .isZero();
        assertThat(operator.does("memberships", "link", "--user", "1", "--sub", "ada"))
                .isZero();
        assertThat(operator.does("memberships", "link", "--user", "1", "--sub", "eve"))
                .isEqualTo(1);
        assertThat(operator.does("sessions", "end", "--member", "ada")).isZero();
        assertThat(operator.does("memberships", "unlink", "--user", "1")).isZero();
        assertThat(operator.does("memberships", "unlink", "--user", "1")).isEqualTo(1);
        var links = operator.file("links.csv", "user,sub\n1,ada\n2,eve\n");
        assertThat(operator.does("memberships", "links", "import", links, "--dry-run"))
                .isZero();
        assertThat(operator.does("memberships", "links", "import", links)).isZero();
        assertThat(operator.does("memberships", "links", "import", links)).isZero();

        assertThat(actsAbout("ada")).containsExactly("import", "link", "sessions-ended", "unlink", "link");
        assertThat(actsAbout("eve")).containsExactly("import", "link");
    }

    @Test
    void heldSite_releasedAndDiscarded_isInTheLedgerOfThoseWhomItConcerns() {
        assertThat(operator.does("memberships", "link", "--user", "1", "--sub", "ada"))
                .isZero();
        assertThat(operator.does("memberships", "hold")).isZero();
        operator.keepsAside("1", "2");
        assertThat(operator.does("memberships", "discard")).isZero();
        operator.keepsAside("1", "2");
        assertThat(operator.does("memberships", "release")).isZero();
        assertThat(operator.out()).contains("released, 2 users");

        assertThat(actsAbout("ada")).containsExactly("import", "link", "facts-discarded", "facts-released");
        assertThat(operator.does("ledger", "show")).isZero();
        assertThat(operator.out()).contains("facts-held ");
    }

    @Test
    void member_whoWasFound_hasItInHerLedger() throws IOException {
        operator.adds("""
                  people:
                    sites: demo
                    deliveries: [card]
                    fields: {number: {searchable: exact}}
                """.stripTrailing());
        var file = operator.file("people.csv", "sub,number\nada,DE 4711\neve,DE 4712\n");
        assertThat(operator.does("import", file, "--collection", "people", "--apply"))
                .isZero();
        var in = System.in;
        System.setIn(new ByteArrayInputStream("DE 4711\n".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(operator.does("members", "find", "--collection", "people", "--field", "number"))
                    .isZero();
        } finally {
            System.setIn(in);
        }

        assertThat(actsAbout("ada")).containsExactly("import", "import", "find");
        assertThat(actsAbout("eve")).containsExactly("import", "import");
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
