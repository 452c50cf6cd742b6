package io.cloakroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.DynamoDbConfig.AccessKey;
import io.cloakroom.aws.DynamoFactStore;
import io.cloakroom.aws.DynamoUpkeepStore;
import io.cloakroom.cli.Main;
import io.cloakroom.config.Settings;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Facts;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.membership.Term;
import io.cloakroom.server.ServerConfig;
import io.cloakroom.site.SiteId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An operator with a vault of her own: keyset, configuration and tables; and the commands that she runs on it. */
final class Operator {
    private final Path folder;
    private final AccessKey account;
    private final Path config;
    private final String keys;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Operator(Path folder, AccessKey account, Path config, String keys) {
        this.folder = folder;
        this.account = account;
        this.config = config;
        this.keys = keys;
    }

    /** With new tables, which nobody else sees. */
    static Operator hired(Path folder, URI dynamoDb) throws IOException {
        Files.createDirectories(folder);
        var operator = new Operator(folder, RunningDynamoDb.newAccount(), folder.resolve("direct.yaml"), "");
        operator.configure(dynamoDb);
        assertThat(operator.run("keys", "create", folder.resolve("keyset.json").toString()))
                .isZero();
        assertThat(operator.does("tables", "create")).isZero();
        return operator;
    }

    /** The same keyset and tables, which are reached another way. */
    Operator by(URI dynamoDb) throws IOException {
        var other = new Operator(folder, account, folder.resolve(dynamoDb.getPort() + ".yaml"), keys);
        other.configure(dynamoDb);
        return other;
    }

    /** The same keyset and tables, with more to be said of keys. */
    Operator with(URI dynamoDb, String moreKeys) throws IOException {
        var other = new Operator(folder, account, folder.resolve("keys.yaml"), ", " + moreKeys);
        other.configure(dynamoDb);
        return other;
    }

    private void configure(URI dynamoDb) throws IOException {
        Files.writeString(config, """
                listen: {public-url: "http://members.localhost:1"}
                pool: {public-url: "http://pool.localhost:2"}
                token: {issuer: "http://pool.localhost:2/p"}
                keys: {vault-id: test, keyset-file: keyset.json%s}
                dynamodb: {region: "%s", endpoint: "%s", access-key-id: %s, secret-access-key: any}
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
                  diary:
                    sites: demo
                    records: many
                    deliveries: [card]
                    retention: P30D
                    fields: {entry: {}}
                  elsewhere:
                    sites: demo
                    deliveries: [card]
                    table: {name: legacy-profiles, key: {attribute: user_id}}
                    fields: {name: {class: plain}}
                """.formatted(keys, DynamoDbLocal.REGION, dynamoDb, account.id()));
    }

    /** More settings of hers. */
    void adds(String yaml) throws IOException {
        Files.writeString(config, yaml + "\n", StandardOpenOption.APPEND);
    }

    /** Other settings in the place of hers. */
    void changes(String before, String now) throws IOException {
        var settings = Files.readString(config);
        assertThat(settings).contains(before);
        Files.writeString(config, settings.replace(before, now));
    }

    /** Runs a command that reads the configuration. */
    int does(String... command) {
        return run(configured(command).toArray(String[]::new));
    }

    private List<String> configured(String... command) {
        var all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--config", config.toString()));
        return all;
    }

    int run(String... command) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(command);
    }

    /** The same in a process of its own, whose output nobody reads. */
    Process starts(String... command) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var jvm = Stream.of(java, "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"));
        var main = Stream.concat(Stream.of(Main.class.getName()), configured(command).stream());
        return new ProcessBuilder(Stream.concat(jvm, main).collect(Collectors.toList()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("process.log").toFile())
                .start();
    }

    /** What a member's own page would note. */
    void asksToBeErased(String member, Instant dueAt) {
        try (var db = DynamoDb.connectPatiently(settings().dynamoDb())) {
            var store = new DynamoUpkeepStore(db, settings().dynamoDb().tables());
            assertThat(store.ask(new MemberId(member), Instant.now(), dueAt)).isTrue();
        }
    }

    /** What a held site would say of its users. */
    void keepsAside(String... users) {
        try (var db = DynamoDb.connectPatiently(settings().dynamoDb())) {
            var facts = new DynamoFactStore(db, settings().dynamoDb().tables());
            var gold = Facts.held("k", "roles:gold", Status.ACTIVE, Term.lifetime());
            for (var user : users) facts.keepAside(Facts.snapshot(new SiteId("demo"), user, 1, gold));
        }
    }

    /** What the last command printed. */
    String out() {
        return out.toString();
    }

    /** What the last command printed beside it. */
    String err() {
        return err.toString();
    }

    ServerConfig settings() {
        return ServerConfig.from(Settings.read(config, Map.of()));
    }

    AccessKey account() {
        return account;
    }

    /** A file of hers. */
    String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    /** The command that imports a file of hers into the contact details. */
    String[] takeIn(String name, String... how) {
        var file = folder.resolve(name + ".csv").toString();
        return Stream.concat(Stream.of("import", file, "--collection", "contact"), Stream.of(how))
                .toArray(String[]::new);
    }
}
