package io.cloakroom.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.json.Json;
import io.cloakroom.local.Downloads;
import io.cloakroom.local.demo.HttpVisitor.Page;
import io.cloakroom.local.fault.Breakpoint;
import io.cloakroom.local.fault.Breakpoint.Moment;
import io.cloakroom.local.fault.Fault;
import io.cloakroom.local.fault.TcpProxy;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Teardown;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.state.Ports;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.token.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** User pool and DynamoDB behind proxies that let them be down, slow or talk nonsense, as a member meets it. */
@Tag("site")
@Tag("dynamodb")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UpstreamTroubleTest {
    private static final String UNAVAILABLE = "Unable to retrieve data at this time.";
    private static final String MALFORMED = "Malformed response from the API.";
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    private final SettableClock clock =
            new SettableClock(Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS));
    private final Teardown teardown = Teardown.atExit();
    private final Ports ports = Ports.free();
    private final int poolPort = Ports.free().pool();
    private final TcpProxy pool = teardown.add(TcpProxy.at(ports.pool(), poolPort));
    private final AtomicReference<TcpProxy> dynamoDb = new AtomicReference<>();
    private LocalSystem system;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        Files.createDirectories(Downloads.folder());
        var state = StateFolder.open(temporary);
        var children = teardown.add(new Children(state.logs(), state.run()));
        var plan = LocalSystem.Plan.of(CHECKOUT, state, ports, clock)
                .withDownloads(Downloads.folder())
                .withPoolAt(poolPort)
                .withDynamoDbAt(this::proxied);
        system = LocalSystem.start(plan, children, teardown, Progress.silent());
    }

    private URI proxied(URI address) {
        dynamoDb.set(teardown.add(TcpProxy.before(address.getPort())));
        return URI.create("http://127.0.0.1:" + dynamoDb.get().port());
    }

    @AfterEach
    void mend() {
        dynamoDb.get().set(new Fault.None());
        pool.set(new Fault.None());
    }

    @AfterAll
    void stop() {
        teardown.close();
    }

    static List<Fault> faultsWithoutAnswer() {
        return List.of(new Fault.Refusal(), new Fault.Silence(), new Fault.CutOff(40));
    }

    @ParameterizedTest
    @MethodSource("faultsWithoutAnswer")
    void card_dynamoDbDown_saysSoAndRecovers(Fault fault) {
        try (var ada = signedIn("ada")) {
            dynamoDb.get().set(fault);
            assertProblem(card(ada), 503, "upstream-unavailable", UNAVAILABLE);

            dynamoDb.get().set(new Fault.None());
            assertThat(card(ada).status()).isEqualTo(200);
        }
    }

    @Test
    void card_dynamoDbTalksNonsense_saysSoAndRecovers() {
        try (var ada = signedIn("ada")) {
            dynamoDb.get().set(nonsense());
            assertProblem(card(ada), 502, "upstream-malformed", MALFORMED);

            dynamoDb.get().set(new Fault.None());
            assertThat(card(ada).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @MethodSource("faultsWithoutAnswer")
    void card_poolDownWhenItMustBeAsked_isNotTheEndOfTheSession(Fault fault) {
        try (var ada = signedIn("ada")) {
            clock.advance(Duration.ofMinutes(16));
            pool.set(fault);
            assertProblem(card(ada), 503, "upstream-unavailable", UNAVAILABLE);

            pool.set(new Fault.None());
            assertThat(card(ada).status()).isEqualTo(200);
        }
    }

    @Test
    void card_poolTalksNonsenseWhenItMustBeAsked_isNotTheEndOfTheSession() {
        try (var ada = signedIn("ada")) {
            clock.advance(Duration.ofMinutes(16));
            pool.set(nonsense());
            assertProblem(card(ada), 502, "upstream-malformed", MALFORMED);

            pool.set(new Fault.None());
            assertThat(card(ada).status()).isEqualTo(200);
        }
    }

    @Test
    void signIn_poolGoneBeforeTheTokens_saysSoOnAPageAndWorksLater() {
        try (var ada = new HttpVisitor()) {
            pool.set(new Breakpoint(1, List.of("POST /oauth2/token"), Moment.BEFORE_IT_ARRIVES, () -> {}));
            var page = submit(ada, form(ada), "ada");
            assertThat(page.status()).isEqualTo(503);
            assertThat(page.text()).contains(UNAVAILABLE).doesNotContain("Exception");

            // The pool remembers her: she needs no password again.
            assertThat(form(ada).address()).isEqualTo(system.siteUrl() + "/my-medical-profile/");
        }
    }

    @Test
    void token_keySetDownForHalfAMinute_isBelievedAllTheWhile() {
        try (var ada = signedIn("ada")) {
            var token = token(ada);
            assertThat(direct(ada, token).status()).isEqualTo(200);
            pool.set(new Fault.Refusal());

            for (var second = 0; second <= 30; second += 10) {
                assertThat(direct(ada, token).status()).isEqualTo(200);
                clock.advance(Duration.ofSeconds(10));
            }
        }
    }

    private static Fault nonsense() {
        var body = "<html><body>Bad gateway</body></html>";
        return new Fault.Garbage("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    private static void assertProblem(Page page, int status, String code, String sentence) {
        assertThat(page.text()).contains("\"code\":\"" + code + "\"").contains(sentence);
        assertThat(page.status()).isEqualTo(status);
    }

    private HttpVisitor signedIn(String name) {
        var visitor = new HttpVisitor();
        var page = submit(visitor, form(visitor), name);
        assertThat(page.address()).startsWith(system.siteUrl());
        return visitor;
    }

    private Page form(HttpVisitor visitor) {
        return visitor.open(
                system.siteUrl() + "/wp-login.php?action=cloakroom_sign_in&redirect_to=/my-medical-profile/");
    }

    private Page submit(HttpVisitor visitor, Page form, String name) {
        return visitor.submit(
                form, Map.of("username", name, "password", system.passphrase().reveal()));
    }

    private Page card(HttpVisitor visitor) {
        var address = system.membersUrl() + "/app/me/collections/medical-profile";
        return visitor.fetch(address, "same-origin", "Cloakroom-Site", "demo");
    }

    private String token(HttpVisitor visitor) {
        var answer = visitor.post(system.membersUrl() + "/session/token", "same-origin", "Cloakroom-Site", "demo");
        return answer.json() instanceof Json.Reading.Read(var json)
                ? json.text("access_token").orElseThrow()
                : "";
    }

    private Page direct(HttpVisitor visitor, String token) {
        var address = system.membersUrl() + "/v1/me/collections/contact-details";
        return visitor.fetch(address, "same-site", "Authorization", "Bearer " + token);
    }
}
