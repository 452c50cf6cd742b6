package io.cloakroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.DynamoDbConfig.ReadClient;
import io.cloakroom.aws.DynamoFactStore;
import io.cloakroom.aws.TableMaker;
import io.cloakroom.cli.Main;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Facts;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.membership.Term;
import io.cloakroom.reconcile.SmallSite;
import io.cloakroom.reconcile.SmallSite.Manners;
import io.cloakroom.seal.Keyset;
import io.cloakroom.site.FactCeilings;
import io.cloakroom.site.SiteId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's commands about memberships, on real tables and a small site that signs. */
@Tag("dynamodb")
final class MembershipsCommandTest {
    private static final SiteId DEMO = new SiteId("demo");
    private static RunningDynamoDb dynamoDb;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private SmallSite small;
    private DynamoDb db;
    private DynamoFactStore facts;

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
        var keyset = folder.resolve("keyset.json");
        Keyset.create(keyset);
        small = new SmallSite(
                Clock.systemUTC(), Keyset.read(keyset).gatewayKey().signature().publicKey());
        var account = RunningDynamoDb.newAccount();
        db = DynamoDb.connect(dynamoDb.config(account, ReadClient.SIGNED));
        var tables = RunningDynamoDb.TABLES;
        for (var table : List.of(tables.facts(), tables.keys(), tables.ledger()))
            new TableMaker(db, tables).create(table);
        facts = new DynamoFactStore(db, RunningDynamoDb.TABLES);
        Files.writeString(folder.resolve("cloakroom.yaml"), """
                listen: {public-url: "http://members.localhost:1"}
                pool: {public-url: "http://pool.localhost:2"}
                token: {issuer: "http://pool.localhost:2/p"}
                keys: {vault-id: test, keyset-file: keyset.json}
                dynamodb: {region: "%s", endpoint: "%s", access-key-id: %s, secret-access-key: any}
                sites:
                  demo:
                    name: Alder House
                    origins: ["%s"]
                    client-id: client
                    client-secret: secret
                    public-key: %s
                    facts: {opened-per-hour: 3}
                collections:
                  profile: {sites: demo, deliveries: [card], fields: {name: {}}}
                """.formatted(
                        DynamoDbLocal.REGION,
                        dynamoDb.endpoint(),
                        account.id(),
                        small.site(FactCeilings.DEFAULT).origin(),
                        small.publicKey()));
        for (var user = 1; user <= 5; user++) small.user(user, user == 5 ? "" : "7");
    }

    @AfterEach
    void close() {
        small.close();
        db.close();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        var all = new String[arguments.length + 3];
        all[0] = "memberships";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--config";
        all[arguments.length + 2] = folder.resolve("cloakroom.yaml").toString();
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    @Test
    void reconcile_driftAboveTheCeiling_isShownMendedHeldAndReleased() {
        assertThat(run("reconcile")).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "user 1",
                        "stored: nothing | the site says: edd:7 active for life",
                        "5 users compared, 4 differ");

        assertThat(run("reconcile", "--apply")).isEqualTo(1);
        assertThat(out.toString()).contains("4 differ: 3 mended, 1 held");
        assertThat(run("held")).isEqualTo(1);
        assertThat(out.toString()).contains("more than 3 memberships opened in an hour", "user 4", "1 users wait");

        assertThat(run("release")).isZero();
        assertThat(out.toString()).contains("released, 1 users' memberships taken");
        assertThat(run("held")).isZero();
        assertThat(run("reconcile", "--json")).isZero();
        assertThat(out.toString()).contains("\"users\":5,\"drifted\":0");
    }

    @Test
    void discard_held_forgetsAndStaysHeld() {
        run("hold");
        run("reconcile", "--apply");
        assertThat(run("discard")).isZero();
        assertThat(out.toString()).contains("forgotten: what 4 users would hold");
        assertThat(run("held", "--json")).isEqualTo(1);
        assertThat(out.toString()).contains("\"held\":true,\"why\":\"by staff\"", "\"users\":0");
    }

    @Test
    void reconcile_siteGone_saysSo() {
        small.behave(Manners.IS_GONE);
        assertThat(run("reconcile")).isEqualTo(3);
        assertThat(err.toString()).contains("site did not answer");
        assertThat(run("reconcile", "--site", "ghost")).isEqualTo(2);
    }

    @Test
    void linkShowUnlink_aUser_followOneAnother() {
        facts.put(Facts.snapshot(DEMO, "12", 1, Facts.held("k", "edd:7", Status.ACTIVE, Term.lifetime())));
        assertThat(run("show", "--user", "12")).isZero();
        assertThat(out.toString()).contains("User 12 of Alder House", "tied to nobody", "open", "edd:7");
        assertThat(run("link", "--user", "12", "--sub", "ada")).isZero();
        assertThat(run("link", "--user", "12", "--sub", "ada")).isZero();
        assertThat(run("link", "--user", "12", "--sub", "eve")).isEqualTo(1);
        assertThat(run("show", "--sub", "ada", "--json")).isZero();
        assertThat(out.toString()).contains("\"user\":\"12\",\"sub\":\"ada\"");
        assertThat(run("unlink", "--sub", "ada")).isZero();
        assertThat(run("unlink", "--sub", "ada")).isEqualTo(1);
        assertThat(run("show", "--sub", "ada")).isEqualTo(1);
        assertThat(run("show")).isEqualTo(2);
        assertThat(run("show", "--user", "a b")).isEqualTo(2);
    }

    @Test
    void linksImport_file_triesFirstAndThenTies() throws IOException {
        facts.link(DEMO, "9", new MemberId("zoe"));
        var file = folder.resolve("links.csv");
        Files.writeString(file, "user,sub\n1,ada\n2,eve\n9,ben\n");
        assertThat(run("links", "import", file.toString(), "--dry-run")).isEqualTo(1);
        assertThat(out.toString()).contains("links.csv:4: tied to somebody else", "would tie 2");
        assertThat(facts.memberOf(DEMO, "1")).isEmpty();
        assertThat(run("links", "import", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("tied 2, tied before 0, tied to somebody else 1");
        run("links", "import", file.toString());
        assertThat(out.toString()).contains("tied 0, tied before 2");
        Files.writeString(file, "user,sub\n1\n");
        assertThat(run("links", "import", file.toString())).isEqualTo(2);
    }
}
