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

/** The commands that move, rewrap and erase what is in the vault, on DynamoDB Local. */
@Tag("dynamodb")
final class VaultCommandsTest {
    private static final int MEMBERS = 300;

    private static Children children;
    private static DynamoDbLocal server;
    private static int accounts;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

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
        Files.writeString(
                folder.resolve("cloakroom.yaml"), """
                listen: {public-url: "http://members.localhost:1"}
                pool: {public-url: "http://pool.localhost:2"}
                token: {issuer: "http://pool.localhost:2/p"}
                keys: {vault-id: test, keyset-file: keyset.json}
                dynamodb: {region: "%s", endpoint: "%s", access-key-id: AKIAVAULT%d, secret-access-key: any}
                sites:
                  demo:
                    name: Alder House
                    origins: ["http://site.localhost:3"]
                    client-id: client
                    client-secret: secret
                    public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                collections:
                  contact:
                    title: Contact details
                    sites: demo
                    deliveries: [card]
                    member: {edits: [phone], unmasks: [pin]}
                    staff: {staff: {reads: [plain, secret], unmasks: all, purposes: member asked}}
                    fields:
                      phone: {}
                      pin: {class: secret, mask: last-4}
                      greeting: {class: plain}
                  gold:
                    title: For Gold
                    sites: demo
                    deliveries: [card, direct]
                    asks-for: {any-of: ["roles:gold"], words: a Gold membership}
                    fields: {note: {}}
                """.formatted(DynamoDbLocal.REGION, server.endpoint(), accounts++));
        assertThat(run("keys", "create", folder.resolve("keyset.json").toString()))
                .isZero();
        assertThat(configured("tables", "create")).isZero();
    }

    private int configured(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("cloakroom.yaml").toString()));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(arguments);
    }

    private String members(String number) throws IOException {
        var csv = IntStream.range(0, MEMBERS)
                .mapToObj(i ->
                        "member-" + i + ",\"030, " + i + " \"\"ü\"\"\",DE-0000-" + (1000 + i) + ",Dear " + i + "\n")
                .collect(Collectors.joining("", "sub,phone,pin,greeting\n", ""));
        return Files.writeString(folder.resolve(number + ".csv"), csv).toString();
    }

    private int takeIn(String file, String... how) {
        var all = new ArrayList<>(List.of("import", file, "--collection", "contact"));
        all.addAll(List.of(how));
        return configured(all.toArray(String[]::new));
    }

    @Test
    void importVerifyRotateRewrap_everyRecordIsReadBackEqual() throws IOException {
        var file = members("all");
        assertThat(takeIn(file)).isZero();
        assertThat(out.toString()).contains("300 would be written, 0 there already, 0 rejected", "Nothing was written");
        assertThat(takeIn(file, "--verify")).isEqualTo(1);
        assertThat(takeIn(file, "--apply")).isZero();
        assertThat(out.toString()).contains("300 written, 0 there already, 0 rejected");
        assertThat(takeIn(file, "--apply")).isZero();
        assertThat(out.toString()).contains("0 written, 300 there already, 0 rejected");
        assertThat(takeIn(file, "--verify")).isZero();

        assertThat(configured("keys", "rotate")).isZero();
        assertThat(configured("keys", "rewrap")).isZero();
        assertThat(out.toString()).contains("300 keys: 300 wrapped anew, 0 do not open");
        assertThat(configured("keys", "rewrap")).isZero();
        assertThat(out.toString()).contains("300 keys: 0 wrapped anew");
        assertThat(takeIn(file, "--verify")).isZero();
        assertThat(out.toString()).contains("0 written, 300 equal, 0 rejected");
    }

    @Test
    void import_ofAColumnThatIsNowhere_isTold() throws IOException {
        var file = Files.writeString(folder.resolve("few.csv"), "sub,Phone,greeting\nada,030 1,Dear Ada\n");
        assertThat(takeIn(file.toString())).isZero();
        assertThat(out.toString()).contains("No row says anything in: phone, pin. Is that the column's name?");
    }

    @Test
    void erase_aMember_isAnnouncedDoneAndFinal() throws IOException {
        var file = members("erased");
        takeIn(file, "--apply");

        assertThat(configured("members", "erase", "--member", "member-7")).isZero();
        assertThat(out.toString()).contains("records of contact: 1", "Nothing was changed");
        assertThat(takeIn(file, "--verify")).isZero();
        assertThat(configured("members", "erase", "--member", "member-7", "--apply"))
                .isZero();
        assertThat(out.toString())
                .contains("keys destroyed: 1", "records of contact: 1", "not sealed", "contact.greeting");

        var rejects = folder.resolve("rejects.csv");
        assertThat(takeIn(file, "--apply", "--rejects", rejects.toString())).isEqualTo(1);
        assertThat(Files.readString(rejects)).isEqualTo("line,reason\n9,\"this member was erased\"\n");
        assertThat(configured("members", "erase", "--member", "a b")).isEqualTo(2);
    }

    @Test
    void explain_aMember_saysWhatSheWouldSeeAndWhy() {
        assertThat(configured("policy", "explain", "--member", "member-1", "--collection", "contact"))
                .isZero();
        assertThat(out.toString())
                .contains("Contact details on Alder House", "3 fields", "no: the collection does not allow this way")
                .contains("shown; may be changed", "masked, last-4; may be seen whole after signing in again");
        assertThat(configured("policy", "explain", "--member", "member-1", "--collection", "gold"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("she holds: nothing", "no: she needs a Gold membership");
        assertThat(configured("policy", "explain", "--member", "member-1", "--collection", "none"))
                .isEqualTo(2);
        assertThat(configured("policy", "explain", "--member", "member-1", "--collection", "gold", "--json"))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("\"way\":\"card\",\"granted\":false,\"why\":\"no: she needs a Gold membership\"");
    }

    @Test
    void explain_theStaff_saysWhatTheyWouldSeeForWhichPurpose() {
        String[] asked = {"policy", "explain", "--member", "member-1", "--collection", "contact", "--staff", "staff"};

        assertThat(configured(with(asked, "--purpose", "member asked"))).isZero();
        assertThat(out.toString())
                .contains("Contact details for staff, purpose: member asked", "reads plain, secret")
                .contains("masked, last-4; may be seen whole after signing in again");
        assertThat(configured(with(asked, "--purpose", "curiosity"))).isEqualTo(1);
        assertThat(out.toString()).contains("no: no rule of such a group allows this purpose");
        assertThat(configured(with(asked, "--purpose", "curiosity", "--json"))).isEqualTo(1);
        assertThat(out.toString()).contains("\"purpose\":\"curiosity\",\"granted\":false");
        assertThat(configured(asked)).isEqualTo(2);
    }

    private static String[] with(String[] first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }
}
