package io.cloakroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
}
