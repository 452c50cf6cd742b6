package io.cloakroom.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.cli.doctor.Diagnosis;
import io.cloakroom.cli.doctor.Diagnosis.State;
import io.cloakroom.cli.doctor.Doctor;
import io.cloakroom.config.Settings;
import io.cloakroom.local.demo.LocalSystem;
import io.cloakroom.local.demo.LocalSystem.Plan;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Teardown;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.state.Ports;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.state.Trees;
import io.cloakroom.server.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The doctor on the demo's own system and its own settings, and on those settings with one fault at a time. */
@Tag("site")
@Tag("dynamodb")
final class DemoDoctorTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    /** No test here is about time, and the machine may be busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static Teardown teardown;
    private static LocalSystem system;
    private static StateFolder state;

    @BeforeAll
    static void start() throws IOException {
        teardown = Teardown.atExit();
        var downloads = Path.of(System.getProperty("cloakroom.state"), "downloads");
        Files.createDirectories(downloads);
        var folder = Files.createTempDirectory("cloakroom-doctor");
        teardown.add(() -> Trees.delete(folder));
        state = StateFolder.open(folder);
        var children = teardown.add(new Children(state.logs(), state.run()));
        var plan = Plan.of(CHECKOUT, state, Ports.free(), Clock.systemUTC()).withDownloads(downloads);
        system = LocalSystem.start(plan, children, teardown, Progress.silent());
    }

    @AfterAll
    static void stop() {
        teardown.close();
    }

    /** @param change of the settings that the system runs with */
    private static List<Diagnosis> examine(UnaryOperator<String> change, Duration clockAhead) throws IOException {
        var yaml = Files.readString(state.root().resolve("cloakroom.yaml"));
        var file = Files.writeString(state.root().resolve("doctor.yaml"), change.apply(yaml));
        var config = ServerConfig.from(Settings.read(file, Map.of()));
        try (var db = DynamoDb.connect(config.dynamoDb(), PATIENCE)) {
            var clock = Clock.offset(Clock.systemUTC(), clockAhead);
            return Doctor.of(config, db, clock, PATIENCE).examine().stream()
                    .flatMap(part -> part.diagnoses().stream())
                    .toList();
        }
    }

    private static List<Diagnosis> examine(String from, String to) throws IOException {
        return examine(
                yaml -> {
                    assertThat(yaml).containsPattern(from);
                    return yaml.replaceAll(from, to);
                },
                Duration.ZERO);
    }

    private static List<String> names(List<Diagnosis> found, State state) {
        return found.stream()
                .filter(one -> one.state() == state)
                .map(Diagnosis::name)
                .toList();
    }

    @Test
    void demo_asItComesUp_isWell() throws IOException {
        var found = examine(UnaryOperator.identity(), Duration.ZERO);
        assertThat(found).extracting(Diagnosis::state).containsOnly(State.GOOD);
    }

    /** Of the website's client and of the console's, one after the other. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            client-secret-file: .*             | client-secret: another                          | client,client
            (?s)client-id: [^\\n]*(.*)         | client-id: nobody$1                             | client,callback,sign-out
            issuer: (.*)                       | issuer: $1x                                     | issuer,key set,users
            issuer: (.*)                       | issuer: $1\\n  scope: other/read                | callback,callback
            """)
    void setting_ofThePoolIsWrong_isFoundAndNothingElse(String from, String to, String faults) throws IOException {
        var found = examine(from, to.replace("\\n", "\n"));
        assertThat(names(found, State.FAULT)).containsExactly(faults.split(",", -1));
        assertThat(names(found, State.UNKNOWN)).isEmpty();
    }

    @Test
    void callbackAddress_notRegistered_isFound() throws IOException {
        var port = URI.create(system.membersUrl()).getPort();
        var found = examine("public-url: http://members.*", "public-url: http://gateway.cloakroom.localhost:" + port);
        assertThat(names(found, State.FAULT)).containsExactly("callback", "sign-out");
    }

    @Test
    void pool_unreachable_leavesItsQuestionsOpen() throws IOException {
        var found = examine("pool.cognito.localhost:[0-9]+", "pool.cognito.localhost:1");
        assertThat(names(found, State.UNKNOWN))
                .containsExactly(
                        "issuer",
                        "key set",
                        "client",
                        "callback",
                        "sign-out",
                        "client",
                        "callback",
                        "sign-out",
                        "users");
        assertThat(names(found, State.FAULT)).isEmpty();
    }

    @Test
    void clock_aheadByMoreThanTheSkew_isFound() throws IOException {
        assertThat(names(examine(UnaryOperator.identity(), Duration.ofMinutes(2)), State.FAULT))
                .containsExactly("clock");
        assertThat(names(examine(UnaryOperator.identity(), Duration.ofSeconds(-12)), State.WARNING))
                .containsExactly("clock");
    }

    @Test
    void keyset_readableByOthers_isFound() throws IOException {
        var copy = state.keys().resolve("open.json");
        Files.copy(state.keys().resolve("keyset.json"), copy);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(names(examine("keyset-file: .*", "keyset-file: keys/open.json"), State.FAULT))
                .containsExactly("keyset");
    }

    @Test
    void tables_missing_areFoundEach() throws IOException {
        var found = examine("region: (.*)", "region: $1\n  table-prefix: none-");
        assertThat(names(found, State.FAULT))
                .containsExactly(
                        "none-members",
                        "none-keys",
                        "none-facts",
                        "none-sessions",
                        "none-revocations",
                        "none-tickets",
                        "none-ledger");
    }

    @Test
    void tables_madeByHand_areComparedKeyByKey() throws IOException {
        try (var client = dynamoDb()) {
            create(client, "odd-members", "id", ScalarAttributeType.S);
            create(client, "odd-keys", "sub", ScalarAttributeType.S);
            create(client, "odd-sessions", "ref", ScalarAttributeType.S);
            create(client, "odd-revocations", "subject", ScalarAttributeType.N);
            create(client, "odd-tickets", "id", ScalarAttributeType.S);
        }
        var found = examine("region: (.*)", "region: $1\n  table-prefix: odd-");
        assertThat(found(found, "odd-members"))
                .isEqualTo("its key is not sub (S) with item (S); it lacks an index: by-mark on mark (S)");
        assertThat(found(found, "odd-keys")).isEqualTo("its key is not sub (S) with version (N)");
        assertThat(found(found, "odd-sessions"))
                .startsWith("it lacks an index: by-sub on sub (S); nothing tidies it up");
        assertThat(found(found, "odd-revocations")).startsWith("its key is not subject (S); nothing tidies it up");
        assertThat(found(found, "odd-tickets")).startsWith("nothing tidies it up");
        assertThat(names(found, State.WARNING)).containsExactly("odd-tickets");
    }

    private static String found(List<Diagnosis> found, String name) {
        return found.stream()
                .filter(one -> one.name().equals(name))
                .map(Diagnosis::found)
                .findFirst()
                .orElseThrow();
    }

    private static DynamoDbClient dynamoDb() {
        var config = system.config().dynamoDb();
        var keys = config.keys().orElseThrow();
        return DynamoDbClient.builder()
                .region(Region.of(config.region()))
                .endpointOverride(URI.create(config.endpoint().orElseThrow()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(keys.id(), keys.secret().reveal())))
                .build();
    }

    private static void create(DynamoDbClient client, String table, String key, ScalarAttributeType type) {
        client.createTable(create -> create.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName(key)
                        .attributeType(type)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName(key)
                        .keyType(KeyType.HASH)
                        .build()));
        client.waiter().waitUntilTableExists(wait -> wait.tableName(table));
    }
}
