package io.cloakroom.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.cli.Main;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.record.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command prints, and with which code it ends. */
class DoctorCommandTest {
    private static final int TABLES = new Tables("").all().size();

    @TempDir
    private Path folder;

    private Installation house;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void build() throws IOException {
        house = new Installation(folder);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private int run(String... options) {
        out = new StringWriter();
        err = new StringWriter();
        var arguments =
                new ArrayList<>(List.of("doctor", "--config", house.file().toString(), "--within", "PT1M"));
        arguments.addAll(List.of(options));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void doctor_somethingToMend_exitsWith1AndSaysWhatToDo() {
        assertThat(run()).isEqualTo(1);
        assertThat(out.toString())
                .containsSubsequence(
                        "Keys", "User pool", "Site demo", "Tables", TABLES + " to mend, 0 not known, 0 warnings.")
                .contains("./cloakroom tables create");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void doctor_allIsWell_exitsWith0() {
        house.haveTables();
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("All is well.");
        house.edit("http://cloakroom.localhost", "https://staging.example.test");
        assertThat(run()).as("warnings alone").isZero();
        assertThat(out.toString()).contains("0 to mend, 0 not known, 2 warnings.");
    }

    @Test
    void doctor_systemsDoNotAnswer_exitsWith3() {
        house.haveTables();
        house.poolAnswers.put("/oauth2/token", _ -> Response.of(503));
        assertThat(run()).isEqualTo(3);
        assertThat(out.toString()).contains("0 to mend, 1 not known");
    }

    @Test
    void doctor_faultyConfiguration_exitsWith2() throws IOException {
        house.edit("region: eu-central-1", "region: moon");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("dynamodb.region");
        Files.delete(house.file());
    }

    @Test
    void within_outOfItsRange_isUsage() {
        for (var within : List.of("PT0.9S", "PT61S", "soon")) {
            var line = Main.commandLine().setErr(new PrintWriter(err, true));
            assertThat(line.execute("doctor", "--config", house.file().toString(), "--within", within))
                    .isEqualTo(2);
        }
    }

    @Test
    void doctor_json_isOneObject() {
        assertThat(run("--json")).isEqualTo(1);
        var read = (Json.Reading.Read) Json.read(out.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(read.object().flag("healthy")).contains(false);
        var checks = read.object().objects("checks").orElseThrow();
        assertThat(checks)
                .extracting(check -> check.text("part").orElseThrow())
                .contains("Keys", "User pool", "Site demo");
        assertThat(checks)
                .filteredOn(check -> check.text("part").equals(Optional.of("Tables")))
                .hasSize(TABLES);
        var table = checks.getLast();
        assertThat(table.text("part")).contains("Tables");
        assertThat(table.text("check")).contains("cloakroom-ledger");
        assertThat(table.text("state")).contains("fault");
        assertThat(table.text("advice")).isPresent();
    }

    @Test
    void doctor_anyFault_printsNoSecret() {
        house.edit("client-secret: secret", "client-secret: canary-1");
        house.edit("secret-access-key: x", "secret-access-key: canary-2");
        house.poolAnswers.put("/oauth2/token", _ -> Installation.json(400, Json.members("error", "canary-3 invalid")));
        run();
        assertThat(out.toString() + err).doesNotContain("canary-");
        run("--json");
        assertThat(out.toString() + err).doesNotContain("canary-");
    }
}
