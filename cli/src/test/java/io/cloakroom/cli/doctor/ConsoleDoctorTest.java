package io.cloakroom.cli.doctor;

import static io.cloakroom.cli.doctor.Installation.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.cli.doctor.Diagnosis.State;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Headers.Line;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor sees of a console: one fault at a time, as in {@link DoctorTest}. */
final class ConsoleDoctorTest {
    @TempDir
    private Path folder;

    private Installation house;

    @BeforeEach
    void build() throws IOException {
        house = Installation.withConsole(folder);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private List<Diagnosis> examine() {
        var parts = house.examine();
        var console = parts.stream().filter(part -> part.title().equals("Console"));
        assertThat(parts.stream().filter(part -> part.title().equals("Site demo")))
                .flatExtracting(Doctor.Findings::diagnoses)
                .as("what has nothing to do with it")
                .extracting(Diagnosis::state)
                .containsOnly(State.GOOD);
        return console.findFirst().orElseThrow().diagnoses();
    }

    private Diagnosis only() {
        var others = examine().stream().filter(one -> one.state() != State.GOOD).toList();
        assertThat(others).hasSize(1);
        return others.getFirst();
    }

    private static boolean isOfConsole(Request request) {
        return new String(request.body().bytes(), UTF_8).contains("client_id=console")
                || request.query().contains("client_id=console");
    }

    @Test
    void console_asItShouldBe_isWell() {
        assertThat(examine())
                .extracting(Diagnosis::name)
                .containsExactly("client", "callback", "sign-out", "console", "cookie", "users");
        assertThat(examine()).extracting(Diagnosis::state).containsOnly(State.GOOD);
    }

    @Test
    void client_unknown_namesTheConsolesSettings() {
        house.poolAnswers.put(
                "/oauth2/token",
                request -> json(400, Json.members("error", isOfConsole(request) ? "invalid_client" : "invalid_grant")));
        assertThat(only().advice()).contains("staff.client-id", "staff.client-secret");
    }

    @Test
    void callback_notRegistered_namesTheConsolesAddress() {
        house.poolAnswers.put("/oauth2/authorize", request -> {
            var target = isOfConsole(request) ? "/error?error=redirect_mismatch" : "/login";
            return Response.of(302).header("Location", target);
        });
        assertThat(only().advice()).contains("http://staff.cloakroom.localhost:", "/session/callback");
    }

    /** A proxy that names the gateway's own host to it: the gateway takes the staff for members. */
    @Test
    void host_changedByAProxy_isTold() {
        house.onTheWayIn(ConsoleDoctorTest::ofTheMembersHost);
        var found = only();
        assertThat(found.name()).isEqualTo("console");
        assertThat(found.state()).isEqualTo(State.FAULT);
        assertThat(found.advice()).contains("Host header");
    }

    private static Request ofTheMembersHost(Request request) {
        var lines = request.headers().lines().stream()
                .map(line -> line.name().equalsIgnoreCase("Host") ? new Line("Host", "members.test") : line)
                .toList();
        return new Request(
                request.id(),
                request.method(),
                request.path(),
                request.query(),
                new Headers(lines),
                request.body(),
                request.remoteAddress());
    }

    @Test
    void console_notThere_isNotKnown() {
        house.edit(house.staffUrl(), "http://staff.cloakroom.localhost:1");
        var found = only();
        assertThat(found.name()).isEqualTo("console");
        assertThat(found.state()).isEqualTo(State.UNKNOWN);
        assertThat(found.advice()).contains("staff.public-url");
    }

    @Test
    void users_refusedToTheRole_isAFault() {
        house.poolAnswers.put("/api/", _ -> json(400, Json.members("__type", "NotAuthorizedException")));
        var found = only();
        assertThat(found.name()).isEqualTo("users");
        assertThat(found.state()).isEqualTo(State.FAULT);
        assertThat(found.advice()).contains("cognito-idp:ListUsers");
    }

    @Test
    void users_poolIsBusy_isNotKnown() {
        house.poolAnswers.put("/api/", _ -> json(400, Json.members("__type", "TooManyRequestsException")));
        assertThat(only().state()).isEqualTo(State.UNKNOWN);
    }
}
