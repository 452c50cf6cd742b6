package io.cloakroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.DynamoDbConfig.ReadClient;
import io.cloakroom.aws.TableMaker;
import io.cloakroom.record.Tables.Table;
import io.cloakroom.seal.KmsDouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** The commands that move, rewrap and erase what is in the vault, on DynamoDB Local. */
@Tag("dynamodb")
final class VaultCommandsTest {
    private static final int MEMBERS = 300;

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
    }

    private void members(String name) throws IOException {
        var csv = IntStream.range(0, MEMBERS)
                .mapToObj(i ->
                        "member-" + i + ",\"030, " + i + " \"\"ü\"\"\",DE-0000-" + (1000 + i) + ",Dear " + i + "\n")
                .collect(Collectors.joining("", "sub,phone,pin,greeting\n", ""));
        operator.file(name + ".csv", csv);
    }

    private int takeIn(String name, String... how) {
        return operator.does(operator.takeIn(name, how));
    }

    private int takeInFile(String file, String... how) {
        return operator.does(Stream.concat(Stream.of("import", file, "--collection", "contact"), Stream.of(how))
                .toArray(String[]::new));
    }

    @Test
    void importVerify_withReport_provesWhatIsThereAndWritesOverNothing() throws IOException {
        var key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        var file = Files.writeString(folder.resolve("fields.jsonl"), """
                {"sub":"ada","id":"wp-1","phone":"030 1","pin":"DE-1","cloakroom-proof-key":"%1$s"}
                {"sub":"eve","id":"wp-2","phone":"030 2"}
                """.formatted(key))
                .toString();
        var report = folder.resolve("proven.jsonl");
        assertThat(takeInFile(file, "--apply", "--report", report.toString())).isEqualTo(2);
        assertThat(takeInFile(file, "--apply")).isZero();

        assertThat(takeInFile(file, "--verify", "--report", report.toString())).isZero();
        assertThat(operator.out()).contains("2 values proven in ", "1 more was found and is not in it");
        assertThat(Files.readAllLines(report)).hasSize(2).allMatch(line -> line.contains("\"sub\":\"ada\""));
        assertThat(report).content().doesNotContain("030", "DE-1", key);

        assertThat(takeInFile(file, "--verify", "--report", report.toString())).isEqualTo(2);
        assertThat(Files.readAllLines(report)).hasSize(2);
    }

    @Test
    void importVerifyRotateRewrap_everyRecordIsReadBackEqual() throws IOException {
        members("all");
        assertThat(takeIn("all")).isZero();
        assertThat(operator.out()).contains("300 would be written, 0 there already, 0 rejected", "Nothing was written");
        assertThat(takeIn("all", "--verify")).isEqualTo(1);
        assertThat(takeIn("all", "--apply")).isZero();
        assertThat(operator.out()).contains("300 written, 0 there already, 0 rejected");
        assertThat(takeIn("all", "--apply")).isZero();
        assertThat(operator.out()).contains("0 written, 300 there already, 0 rejected");
        assertThat(takeIn("all", "--verify")).isZero();

        assertThat(operator.does("keys", "rotate")).isZero();
        assertThat(operator.does("keys", "rewrap")).isZero();
        assertThat(operator.out()).contains("300 keys: 300 wrapped anew, 0 do not open");
        assertThat(operator.does("keys", "rewrap")).isZero();
        assertThat(operator.out()).contains("300 keys: 0 wrapped anew");
        assertThat(takeIn("all", "--verify")).isZero();
        assertThat(operator.out()).contains("0 written, 300 equal, 0 rejected");
    }

    @Test
    void seal_aFieldThatWasPlain_sealsItEverywhereAndChangesNoValue() throws IOException {
        members("plain");
        takeIn("plain", "--apply");
        var seal = new String[] {"keys", "seal", "--collection", "contact"};
        assertThat(operator.does(seal)).isZero();
        assertThat(operator.out()).contains("300 records of 300 members: 0 to be sealed");
        operator.changes("greeting: {class: plain}", "greeting: {}");

        assertThat(operator.does(seal)).isZero();
        assertThat(operator.out())
                .contains("300 records of 300 members: 300 to be sealed, 0 cannot be sealed", "Nothing was changed");
        assertThat(operator.does("keys", "seal", "--collection", "contact", "--apply", "--after", "x"))
                .isEqualTo(2);
        assertThat(operator.does("keys", "seal", "--collection", "contact", "--apply"))
                .isZero();
        assertThat(operator.out()).contains("300 records of 300 members: 300 sealed, 0 cannot be sealed");

        assertThat(operator.does(seal)).isZero();
        assertThat(operator.out()).contains("300 records of 300 members: 0 to be sealed");
        assertThat(takeIn("plain", "--verify")).isZero();
        assertThat(operator.out()).contains("0 written, 300 equal, 0 rejected");
        assertThat(takeIn("plain", "--apply")).isZero();
        assertThat(operator.out()).contains("0 written, 300 there already, 0 rejected");
        assertThat(operator.does("ledger", "show")).isZero();
        assertThat(operator.out()).contains("sealing what was plain");
    }

    @Test
    void rewrap_toAKmsKeyAndOnToAnother_keepsEverythingOpen() throws IOException {
        members("kms");
        takeIn("kms", "--apply");
        // Where a role's would be.
        for (var name : List.of("aws.accessKeyId", "aws.secretAccessKey")) System.setProperty(name, "any");
        try (var kms = new KmsDouble()) {
            var first = kms.newKey();
            var second = kms.newKey();
            var endpoint = ", kms-endpoint: \"" + kms.endpoint() + "\"";
            var keyset = operator;

            operator = keyset.with(dynamoDb.endpoint(), "kms-key: \"" + first + "\"" + endpoint);
            assertThat(takeIn("kms", "--verify")).isZero();
            assertThat(operator.does("keys", "rewrap")).isZero();
            assertThat(operator.out()).contains("300 keys: 300 wrapped anew, 0 do not open");
            assertThat(operator.does("keys", "rewrap")).isZero();
            assertThat(operator.out()).contains("300 keys: 0 wrapped anew, 0 do not open");
            assertThat(takeIn("kms", "--verify")).isZero();
            assertThat(kms.contexts).anyMatch(context -> "member-7".equals(context.get("member")));

            operator = keyset.with(
                    dynamoDb.endpoint(),
                    "kms-key: \"" + second + "\", kms-keys-before: [\"" + first + "\"]" + endpoint);
            assertThat(operator.does("keys", "rewrap")).isZero();
            kms.disable(first);
            assertThat(takeIn("kms", "--verify")).isZero();
            assertThat(operator.out()).contains("300 equal, 0 rejected");
            assertThat(keyset.does("keys", "rewrap")).isEqualTo(1);
            assertThat(keyset.out()).contains("300 keys: 0 wrapped anew, 300 do not open");
        } finally {
            for (var name : List.of("aws.accessKeyId", "aws.secretAccessKey")) System.clearProperty(name);
        }
    }

    @Test
    void tables_fromBeforeThereWasAnIndex_getIt() {
        var members = RunningDynamoDb.TABLES.members();
        try (var raw = dynamoDb.raw(operator.account());
                var db = DynamoDb.connect(dynamoDb.config(operator.account(), ReadClient.SIGNED))) {
            raw.deleteTable(delete -> delete.tableName(members.name()));
            new TableMaker(db, RunningDynamoDb.TABLES)
                    .create(new Table(members.name(), members.partition(), members.sort(), List.of(), false));
            assertThat(operator.does("tables", "create", "--dry-run")).isEqualTo(1);
            assertThat(operator.out()).contains("missing    cloakroom-members, its index by-mark");
            assertThat(operator.does("tables", "create")).isZero();
            assertThat(operator.out()).contains("created    cloakroom-members, its index by-mark");
            assertThat(operator.does("tables", "create", "--dry-run")).isZero();

            var made = raw.describeTable(describe -> describe.tableName(members.name()))
                    .table()
                    .globalSecondaryIndexes()
                    .getFirst();
            assertThat(made.keySchema())
                    .extracting(KeySchemaElement::attributeName)
                    .containsExactly("mark");
            assertThat(made.projection().projectionType()).isEqualTo(ProjectionType.KEYS_ONLY);
        }
    }

    @Test
    void collectionInATableOfTheirOwn_isRefusedAndSaysWhere() throws IOException {
        operator.file("elsewhere.csv", "sub,name\nada,Ada\n");
        for (var command : List.of(
                List.of("import", folder.resolve("elsewhere.csv").toString()),
                List.of("export", "--to", folder.resolve("x.csv").toString()),
                List.of("index", "rebuild"),
                List.of("keys", "seal"))) {
            for (var how : List.of(List.<String>of(), List.of("--apply"))) {
                var all = new ArrayList<>(command);
                all.addAll(List.of("--collection", "elsewhere"));
                all.addAll(how);
                assertThat(operator.does(all.toArray(String[]::new))).isEqualTo(2);
                assertThat(operator.err()).contains("elsewhere lie in legacy-profiles, a table of your own");
            }
        }
        assertThat(folder.resolve("x.csv")).doesNotExist();
    }

    @Test
    void export_ofACollection_isReadBackEqualAndKeptFromOthers() throws IOException {
        members("out");
        takeIn("out", "--apply");
        operator.does("members", "erase", "--member", "member-7", "--apply");
        for (var name : List.of("all.csv", "all.jsonl")) {
            var to = folder.resolve(name).toString();
            assertThat(takeOut(to)).isZero();
            assertThat(operator.out()).contains("would write 299 records of 299 members; 1 member is erased");
            assertThat(Path.of(to)).doesNotExist();
            assertThat(takeOut(to, "--apply")).isZero();
            assertThat(operator.out()).contains("wrote 299 records of 299 members", "sealed no more");
            assertThat(takeInFile(to, "--verify")).isZero();
            assertThat(operator.out()).contains("0 written, 299 equal, 0 rejected");
            assertThat(takeOut(to, "--apply")).isEqualTo(2);
        }
    }

    @Test
    void export_ofOneMembersField_holdsThatAlone() throws IOException {
        members("one");
        takeIn("one", "--apply");
        var to = folder.resolve("one.jsonl");
        assertThat(takeOut(to.toString(), "--member", "member-3", "--fields", "pin", "--masked", "--apply"))
                .isZero();
        assertThat(Files.readString(to)).isEqualTo("{\"sub\":\"member-3\",\"pin\":\"••••1003\"}\n");
        assertThat(takeOut(folder.resolve("x.csv").toString(), "--fields", "fax"))
                .isEqualTo(2);
        assertThat(takeOut(folder.resolve("x.xls").toString())).isEqualTo(2);
    }

    private int takeOut(String file, String... how) {
        var all = new ArrayList<>(List.of("export", "--to", file, "--collection", "contact"));
        all.addAll(List.of(how));
        return operator.does(all.toArray(String[]::new));
    }

    @Test
    void import_ofAColumnThatIsNowhere_isTold() throws IOException {
        operator.file("few.csv", "sub,Phone,greeting\nada,030 1,Dear Ada\n");
        assertThat(takeIn("few")).isZero();
        assertThat(operator.out()).contains("No row says anything in: phone, pin. Is that the column's name?");
    }

    @Test
    void import_thatIsStopped_saysSoByItsCodeAlone() throws IOException {
        members("stopped");
        Thread.currentThread().interrupt();
        assertThat(takeIn("stopped", "--apply")).isEqualTo(130);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(operator.out()).isEmpty();
    }

    @Test
    void erase_aMember_isAnnouncedDoneAndFinal() throws IOException {
        members("erased");
        takeIn("erased", "--apply");

        assertThat(operator.does("members", "erase", "--member", "member-7")).isZero();
        assertThat(operator.out()).contains("records of contact: 1", "Nothing was changed");
        assertThat(takeIn("erased", "--verify")).isZero();
        assertThat(operator.does("members", "erase", "--member", "member-7", "--apply"))
                .isZero();
        assertThat(operator.out())
                .contains("keys destroyed: 1", "records of contact: 1", "not sealed", "contact.greeting");

        var rejects = folder.resolve("rejects.csv");
        assertThat(takeIn("erased", "--apply", "--rejects", rejects.toString())).isEqualTo(1);
        assertThat(Files.readString(rejects)).isEqualTo("line,reason\n9,\"this member was erased\"\n");
        assertThat(operator.does("members", "erase", "--member", "a b")).isEqualTo(2);
    }

    @Test
    void eraseDue_whoHasAsked_isAnnouncedAndErased() throws IOException {
        members("due");
        takeIn("due", "--apply");
        assertThat(operator.does("members", "erase-due")).isZero();
        assertThat(operator.out()).contains("0 due. Nothing was changed");
        operator.asksToBeErased("member-7", Instant.now());
        operator.asksToBeErased("member-8", Instant.now().plus(Duration.ofDays(1)));

        assertThat(operator.does("members", "erase-due")).isZero();
        assertThat(operator.out()).contains("would erase member-7", "1 due").doesNotContain("member-8");
        assertThat(operator.does("members", "erase-due", "--apply")).isZero();
        assertThat(operator.out()).contains("erased member-7: 1 record, 0 sessions", "1 erased");
        assertThat(operator.does("members", "erase-due")).isZero();
        assertThat(operator.out()).contains("0 due");
        assertThat(takeIn("due", "--verify")).isEqualTo(1);
        assertThat(operator.out()).contains("299 equal, 1 rejected");
    }

    @Test
    void explain_aMember_saysWhatSheWouldSeeAndWhy() {
        assertThat(operator.does("policy", "explain", "--member", "member-1", "--collection", "contact"))
                .isZero();
        assertThat(operator.out())
                .contains("Contact details on Alder House", "3 fields", "no: the collection does not allow this way")
                .contains("shown; may be changed", "masked, last-4; may be seen whole after signing in again");
        assertThat(operator.does("policy", "explain", "--member", "member-1", "--collection", "gold"))
                .isEqualTo(1);
        assertThat(operator.out()).contains("she holds: nothing", "no: she needs a Gold membership");
        assertThat(operator.does("policy", "explain", "--member", "member-1", "--collection", "none"))
                .isEqualTo(2);
        assertThat(operator.does("policy", "explain", "--member", "member-1", "--collection", "gold", "--json"))
                .isEqualTo(1);
        assertThat(operator.out())
                .contains("\"way\":\"card\",\"granted\":false,\"why\":\"no: she needs a Gold membership\"");
    }

    @Test
    void explain_theStaff_saysWhatTheyWouldSeeForWhichPurpose() {
        String[] asked = {"policy", "explain", "--member", "member-1", "--collection", "contact", "--staff", "staff"};

        assertThat(operator.does(with(asked, "--purpose", "member asked"))).isZero();
        assertThat(operator.out())
                .contains("Contact details for staff, purpose: member asked", "reads plain, secret")
                .contains("masked, last-4; may be seen whole after signing in again");
        assertThat(operator.does(with(asked, "--purpose", "curiosity"))).isEqualTo(1);
        assertThat(operator.out()).contains("no: no rule of such a group allows this purpose");
        assertThat(operator.does(with(asked, "--purpose", "curiosity", "--json")))
                .isEqualTo(1);
        assertThat(operator.out()).contains("\"purpose\":\"curiosity\",\"granted\":false");
        assertThat(operator.does(asked)).isEqualTo(2);
    }

    private static String[] with(String[] first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }
}
