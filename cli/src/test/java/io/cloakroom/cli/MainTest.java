package io.cloakroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cloakroom.json.Json;
import io.cloakroom.seal.Keyset;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands print and with which code they end, where that needs no table. */
class MainTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void commands_all_standInTheLaunchersHelp() throws IOException {
        var launcher = Files.readString(Path.of("..", "cloakroom"));
        Main.commandLine().getSubcommands().forEach((name, command) -> {
            var isTold = launcher.contains("\n  ./cloakroom " + name + " ");
            assertThat(isTold)
                    .as(name)
                    .isNotEqualTo(command.getCommandSpec().usageMessage().hidden());
        });
    }

    @Test
    void command_unknown_isUsage() {
        assertThat(run("dance")).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: cloakroom");
    }

    @Test
    void serve_faultyConfiguration_tellsAllFaultsAndExitsWith2() throws IOException {
        var file = folder.resolve("cloakroom.yaml");
        Files.writeString(file, "session: {idle: PT1S}\nunknown: 1\n");
        assertThat(run("serve", "--config", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains(":1: session.idle: PT1M to PT24H", ":2: unknown: unknown key", "listen.public-url: required")
                .doesNotContain("at io.cloakroom");
    }

    @Test
    void serve_twentyFaults_tellsEachOnALineOfItsOwnInTheOrderOfTheFile() throws IOException {
        var file = folder.resolve("cloakroom.yaml");
        Files.writeString(file, """
                listen:
                  public-url: http://members.example.com/
                  prot: 8081
                  port: eighty
                management: 8083
                pool:
                  public-url: [https://a.example.com, https://b.example.com]
                token:
                  clock-skew: PT2M
                  age-max: 15
                session:
                  idle: PT30M
                  idle: PT31M
                sites:
                  Demo_Site:
                    name: x
                  demo:
                    name:
                    origins: [HTTPS://x.example.com]
                    client-id: a b
                    client-secret: ${env:NOT_SET_ANYWHERE}
                    public-key: short
                keys:
                  vault-id: example
                  keyset-file: keyset.json
                dynamodb:
                  region: Europe
                  secret-access-key-file: /x
                collections:
                  medical-profile:
                    sites: [demo, ghost]
                    records: several
                    deliveries:
                      - card
                      - pigeon
                    asks-for: {any-of: [any, "edd:1"], grace: P1Y}
                    card-height: 42
                    fields:
                      Blood Group: {title: x}
                  empty:
                """);
        assertThat(run("serve", "--config", file.toString())).isEqualTo(2);
        assertThat(err.toString()
                        .lines()
                        .map(line -> line.replace(file.toString(), "").split(": ", 3)))
                .extracting(parts -> parts[0] + " " + parts[1])
                .containsExactly(
                        ":2 listen.public-url",
                        ":3 listen.prot",
                        ":4 listen.port",
                        ":5 management",
                        ":7 pool.public-url",
                        ":8 token.issuer",
                        ":9 token.clock-skew",
                        ":10 token.age-max",
                        ":13 session.idle",
                        ":15 sites.Demo_Site",
                        ":18 sites.demo.name",
                        ":19 sites.demo.origins",
                        ":20 sites.demo.client-id",
                        ":21 sites.demo.client-secret",
                        ":22 sites.demo.public-key",
                        ":27 dynamodb.region",
                        ":28 dynamodb.secret-access-key-file",
                        ":31 collections.medical-profile.sites",
                        ":32 collections.medical-profile.records",
                        ":35 collections.medical-profile.deliveries",
                        ":36 collections.medical-profile.asks-for.grace",
                        ":36 collections.medical-profile.asks-for.any-of",
                        ":37 collections.medical-profile.card-height",
                        ":39 collections.medical-profile.fields.Blood Group",
                        ":40 collections.empty.sites",
                        ":40 collections.empty.fields");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void serve_portTaken_saysSoWithoutAStackTrace() throws IOException {
        Keyset.create(folder.resolve("keyset.json"));
        try (var other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var file = folder.resolve("cloakroom.yaml");
            Files.writeString(file, """
                    listen: {public-url: "https://members.example.test", port: %d}
                    pool: {public-url: "https://pool.test"}
                    token: {issuer: "https://issuer.test/pool"}
                    keys: {vault-id: v, keyset-file: keyset.json}
                    dynamodb: {region: eu-central-1}
                    sites:
                      demo:
                        origins: https://www.example.test
                        client-id: client
                        client-secret: secret
                        public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                    """.formatted(other.getLocalPort()));
            assertThat(run("serve", "--config", file.toString())).isEqualTo(2);
        }
        assertThat(err.toString())
                .contains("another process has it", "listen.port")
                .doesNotContain("\tat ");
    }

    @Test
    void serve_noConfiguration_says() {
        assertThat(run("serve", "--config", folder.resolve("none.yaml").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("cannot be read");
    }

    @Test
    void keysCreate_newFile_isForItsOwnerOnlyAndNeverWrittenOver() throws IOException {
        var file = folder.resolve("keyset.json");
        assertThat(run("keys", "create", file.toString())).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var before = Files.readString(file);
        assertThat(run("keys", "create", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("never written over");
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void sessionsEnd_noSub_isUsage() {
        assertThat(run("sessions", "end", "--member", "not a sub")).isEqualTo(2);
    }

    @Test
    void tablesCreate_withoutTheRight_namesTheRightAndTheDoctorAndNoAccount() throws IOException {
        var answer = Json.write(Json.members(
                "__type",
                "com.amazon.coral.service#AccessDeniedException",
                "Message",
                "User: arn:secret is not authorized to perform: dynamodb:DescribeTable on resource: arn:secret"));
        var dynamoDb = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        dynamoDb.createContext("/", exchange -> {
            exchange.sendResponseHeaders(400, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        dynamoDb.start();
        try {
            var address = "http://127.0.0.1:" + dynamoDb.getAddress().getPort();
            assertThat(run("tables", "create", "--config", configured(address))).isEqualTo(3);
        } finally {
            dynamoDb.stop(0);
        }
        assertThat(err.toString())
                .contains(
                        "AccessDeniedException", "dynamodb:DescribeTable", "./cloakroom doctor --config FILE says more")
                .doesNotContain("secret", "\tat ");
    }

    @Test
    void files_inFoldersThatAreNone_areCalledAsTheyWereTypedWithWhatIsWrong() throws IOException {
        var config = configured("http://127.0.0.1:9");
        var rows =
                Files.writeString(folder.resolve("x.csv"), "sub,phone\nada,1\n").toString();
        var none = folder.resolve("none/x.csv").toString();

        assertThat(run("keys", "create", none)).isEqualTo(2);
        assertThat(run("import", rows, "--collection", "contact", "--rejects", none, "--config", config))
                .isEqualTo(2);
        assertThat(run("export", "--to", none, "--collection", "contact", "--apply", "--config", config))
                .isEqualTo(2);

        assertThat(err.toString().lines()).hasSize(3).containsOnly(none + ": no such folder");
    }

    @Test
    void importRejects_aFileThatIsThere_isLeftAsItIs() throws IOException {
        var config = configured("http://127.0.0.1:9");
        var rows = Files.writeString(folder.resolve("x.csv"), "sub,phone\nada,1\n");

        assertThat(run(
                        "import",
                        rows.toString(),
                        "--collection",
                        "contact",
                        "--rejects",
                        rows.toString(),
                        "--config",
                        config))
                .isEqualTo(2);

        assertThat(err.toString()).contains("x.csv: is there already, and is never written over");
        assertThat(rows).hasContent("sub,phone\nada,1\n");
    }

    private String configured(String dynamoDb) throws IOException {
        Keyset.create(folder.resolve("keyset.json"));
        return Files.writeString(folder.resolve("cloakroom.yaml"), """
                        listen: {public-url: "https://members.example.test"}
                        pool: {public-url: "https://pool.test"}
                        token: {issuer: "https://issuer.test/pool"}
                        keys: {vault-id: v, keyset-file: keyset.json}
                        dynamodb: {region: eu-central-1, endpoint: "%s", access-key-id: any, secret-access-key: any}
                        sites:
                          demo:
                            origins: https://www.example.test
                            client-id: client
                            client-secret: secret
                            public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                        collections:
                          contact: {sites: demo, deliveries: card, fields: {phone: {}}}
                        """.formatted(dynamoDb))
                .toString();
    }
}
