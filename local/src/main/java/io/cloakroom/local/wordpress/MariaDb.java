package io.cloakroom.local.wordpress;

import io.cloakroom.local.process.Child;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.process.Readiness;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.state.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A MariaDB of our own: one database, one user, a socket and no port. */
final class MariaDb {
    private static final Duration SET_UP_WITHIN = Duration.ofMinutes(2);
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    // The default of 96 MB would make each copy of a site so much larger.
    private static final String LOG_SIZE = "--innodb-log-file-size=8M";

    private final StateFolder state;
    private final Programs programs;
    private final Database database;
    private final Children children;
    private final String user = System.getProperty("user.name");

    MariaDb(StateFolder state, Programs programs, Database database, Children children) {
        this.state = state;
        this.programs = programs;
        this.database = database;
        this.children = children;
    }

    /** Sets it up at the first start. */
    Child start(Progress progress) {
        try (var stage = progress.begin("MariaDB")) {
            if (!Files.exists(state.db().resolve("mysql"))) setUp();
            var server = children.start(server(), Readiness.socket(database.socket(), START_WITHIN));
            stage.done("");
            return server;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void setUp() throws IOException {
        var part = state.run().resolve("db");
        Trees.delete(part);
        var command = new ArrayList<>(List.of(
                programs.mariaDbInstall().toString(),
                "--no-defaults",
                // Relative: its script stumbles over a space in the path.
                "--datadir=./" + part.getFileName(),
                "--auth-root-authentication-method=socket",
                "--auth-root-socket-user=" + user,
                "--skip-test-db",
                LOG_SIZE));
        if (user.equals("root")) command.add("--user=root");
        var finished = children.run(new Program("MariaDB set-up", command, Map.of(), state.run()), SET_UP_WITHIN);
        if (finished.status() != 0) {
            throw new SetUpException("MariaDB could not set up its files", "Is the disk full?", finished.log(), null);
        }
        Trees.delete(state.db());
        Files.move(part, state.db(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Program server() throws IOException {
        var command = new ArrayList<>(List.of(
                programs.mariaDb().toString(),
                "--no-defaults",
                "--datadir=" + state.db(),
                "--socket=" + database.socket(),
                "--pid-file=" + state.run().resolve("mariadb.pid"),
                "--init-file=" + initialStatements(),
                "--skip-networking",
                "--max-connections=32",
                "--innodb-buffer-pool-size=64M",
                LOG_SIZE,
                "--innodb-flush-log-at-trx-commit=2",
                "--performance-schema=OFF"));
        if (user.equals("root")) command.add("--user=root");
        return new Program("MariaDB", command, Map.of(), state.db());
    }

    /** At each start, so that a copied database gets the user of its new place. One statement a line. */
    private Path initialStatements() throws IOException {
        var file = state.run().resolve("mariadb.sql");
        Files.writeString(file, """
                create database if not exists %1$s character set utf8mb4;
                create or replace user %2$s@localhost identified by '%3$s';
                grant all on %1$s.* to %2$s@localhost;
                """.formatted(
                        database.name(), database.user(), database.password().reveal()));
        return file;
    }
}
