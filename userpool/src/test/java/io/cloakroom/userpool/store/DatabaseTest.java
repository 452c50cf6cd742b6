package io.cloakroom.userpool.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.userpool.password.PasswordRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123Z");
    private static final Pool POOL = new Pool(
            "local_abc",
            "Members",
            new PoolSettings(
                    false,
                    Set.of("email"),
                    Set.of(),
                    Set.of(),
                    PasswordRules.DEFAULT,
                    true,
                    PoolSettings.IssuerForm.ORIGINAL,
                    FactorSettings.PASSWORD_ONLY,
                    List.of(),
                    Map.of("a", "b"),
                    new LambdaConfig(Map.of(Trigger.PRE_SIGN_UP, "arn"), LambdaConfig.TokenGeneration.V2_0)),
            NOW,
            NOW);

    @TempDir
    private Path temporary = Path.of("");

    private static <T> Optional<T> find(Database database, Function<Tables, Optional<T>> search) {
        return database.answer(search);
    }

    private Path folder() {
        return temporary.resolve("data");
    }

    @Test
    void folder_ofTheFirstVersion_isBroughtUpToDateWithWhatIsInIt() throws Exception {
        try (var folder = DataFolder.open(folder())) {
            var file = folder.file("userpool.db");
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = connection.createStatement();
                    var script = Database.class.getResourceAsStream("V001.sql")) {
                var words = Objects.requireNonNull(script).readAllBytes();
                statement.executeUpdate(new String(words, StandardCharsets.UTF_8));
                statement.executeUpdate("INSERT INTO pools VALUES ('local_abc', 'Members', '{}', 1, 1)");
                statement.executeUpdate(
                        "INSERT INTO users VALUES ('s', 'local_abc', 'ada', 'CONFIRMED', 1, '{}', 1, 1)");
                statement.executeUpdate(
                        "INSERT INTO challenges VALUES ('h', 'local_abc', 's', 'NEW_PASSWORD_REQUIRED', 99)");
                statement.execute("PRAGMA user_version = 1");
            }
            try (var database = Database.open(folder)) {
                var challenge =
                        find(database, tables -> tables.challenges().find("h")).orElseThrow();
                assertThat(challenge.clientId()).isEmpty();
                assertThat(find(database, tables -> tables.pools().find("local_abc"))
                                .orElseThrow()
                                .settings()
                                .issuer())
                        .isEqualTo(PoolSettings.IssuerForm.ORIGINAL);
            }
        }
    }

    @Test
    void committed_afterReopening_isThere() {
        try (var folder = DataFolder.open(folder());
                var database = Database.open(folder)) {
            database.run(tables -> tables.pools().add(POOL));
        }
        try (var folder = DataFolder.open(folder());
                var database = Database.open(folder)) {
            assertThat(find(database, tables -> tables.pools().find("local_abc")))
                    .hasValue(POOL);
        }
    }

    @Test
    void transaction_thatThrows_leavesNothing() {
        try (var folder = DataFolder.open(folder());
                var database = Database.open(folder)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> database.run(tables -> {
                        tables.pools().add(POOL);
                        throw new IllegalStateException("half way");
                    }));
            assertThat(find(database, tables -> tables.pools().find("local_abc")))
                    .isEmpty();
        }
    }

    @Test
    void failure_ofAStatement_isAnOutageThatQuotesNothing() {
        try (var folder = DataFolder.open(folder());
                var database = Database.open(folder)) {
            database.run(tables -> tables.pools().add(POOL));
            assertThatThrownBy(() -> database.run(tables -> tables.pools().add(POOL)))
                    .isInstanceOf(UpstreamException.Unavailable.class)
                    .rootCause()
                    .hasMessageNotContaining("Members");
            assertThatThrownBy(() -> database.run(tables -> tables.pools().add(POOL)))
                    .cause()
                    .hasMessageNotContaining("Members");
        }
    }

    @Test
    void files_ofTheFolder_areTheOwnersAlone() throws IOException {
        try (var folder = DataFolder.open(folder());
                var database = Database.open(folder)) {
            AdminKey.in(folder);
            database.run(tables -> tables.pools().add(POOL));
            assertThat(permissions(folder())).isEqualTo("rwx------");
            try (var files = Files.list(folder())) {
                assertThat(files.toList())
                        .extracting(file -> file.getFileName().toString())
                        .contains("userpool.db", "userpool.db-wal", "userpool.db-shm", "credentials", "lock");
            }
            try (var files = Files.list(folder())) {
                assertThat(files.toList())
                        .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
            }
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void file_thatOthersCanRead_isRefused() throws IOException {
        try (var folder = DataFolder.open(folder())) {
            Database.open(folder).close();
            AdminKey.in(folder);
        }
        for (var name : List.of("userpool.db", "credentials")) {
            var file = folder().resolve(name);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            try (var folder = DataFolder.open(folder())) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> {
                            AdminKey.in(folder);
                            Database.open(folder).close();
                        })
                        .withMessageContaining("others can read or write it");
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void folder_thatOthersCanWrite_isRefused() throws IOException {
        Files.createDirectory(folder());
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThatIllegalStateException()
                .isThrownBy(() -> DataFolder.open(folder()))
                .withMessageContaining("others can write into it");
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        DataFolder.open(folder()).close();
    }

    @Test
    void folder_inUse_isRefusedUntilItIsFree() {
        try (var _ = DataFolder.open(folder())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> DataFolder.open(folder()))
                    .withMessageContaining("another user pool");
        }
        DataFolder.open(folder()).close();
    }

    @Test
    void adminKey_ofAFolder_staysTheSame() {
        try (var folder = DataFolder.open(folder())) {
            var made = AdminKey.in(folder);
            assertThat(AdminKey.in(folder)).isEqualTo(made);
            assertThat(made.toString()).doesNotContain(made.secretAccessKey().reveal());
        }
    }

    @Test
    void adminKey_spoilt_isRefusedInWords() throws IOException {
        try (var folder = DataFolder.open(folder())) {
            Files.writeString(AdminKey.in(folder).file(), "[default]\n");
            assertThatIllegalStateException()
                    .isThrownBy(() -> AdminKey.in(folder))
                    .withMessageContaining("holds no access key");
        }
    }

    @Test
    void file_ofANewerVersion_isRefused() throws Exception {
        try (var folder = DataFolder.open(folder())) {
            Database.open(folder).close();
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder().resolve("userpool.db"));
                    var statement = connection.createStatement()) {
                statement.execute("PRAGMA user_version = 1000");
            }
            assertThatIllegalStateException()
                    .isThrownBy(() -> Database.open(folder))
                    .withMessageContaining("newer version");
        }
    }

    @Test
    void user_deleted_takesEverythingAlong() {
        try (var folder = DataFolder.open(folder());
                var database = Database.open(folder)) {
            var user =
                    new User("sub", "local_abc", "ada", User.Status.CONFIRMED, true, Map.of("email", "a@b"), NOW, NOW);
            database.run(tables -> {
                tables.pools().add(POOL);
                tables.users().add(user);
                tables.names().add("local_abc", "ada", SignInNames.USERNAME, "sub");
                tables.hostedSessions()
                        .add(
                                new HostedSession("hash", "local_abc", "sub", NOW, NOW.plusSeconds(9), false, Set.of()),
                                NOW);
            });
            assertThat(find(database, tables -> tables.users().find("sub"))).hasValue(user);
            database.run(tables -> tables.users().delete("sub"));
            assertThat(find(database, tables -> tables.names().find("local_abc", "ada")))
                    .isEmpty();
            assertThat(find(database, tables -> tables.hostedSessions().find("hash")))
                    .isEmpty();
        }
    }
}
