package io.cloakroom.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the staff type to find somebody is in no log, no count and no entry, whatever becomes of it. */
class ConsoleCanaryTest {
    private static final String CANARY = "canary4711";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.cloakroom");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final House house = new House();
    private final House.Browser sam = house.new Browser("staff.example.test");

    @BeforeEach
    void listen() {
        logged.start();
        root.addAppender(logged);
        ours.addAppender(logged);
        ours.setAdditive(false);
        ours.setLevel(Level.TRACE);
        house.pool.add("ada", CANARY + "@example.test");
        house.pool.say("sam", List.of("staff"), List.of("pwd", "mfa"));
        house.write("ada", "contact-details", "self", Map.of("phone", CANARY));
        sam.signInAtConsole("sam");
    }

    @AfterEach
    void stop() {
        ours.setLevel(null);
        ours.setAdditive(true);
        ours.detachAppender(logged);
        root.detachAppender(logged);
    }

    private static Unavailable down() {
        return new Unavailable("DynamoDB", new RuntimeException("no answer"));
    }

    private Response find(String by, String value) {
        return sam.post("/console/find", Map.of("by", by, "value", value));
    }

    private Response search(String field, String purpose, String value) {
        return sam.post("/console/search", Map.of("field", field, "purpose", purpose, "value", value));
    }

    private Response data(String by, String value, String purpose) {
        var lines = new ArrayList<>(House.fetchMetadata("same-origin", "cors", "empty"));
        lines.add(new Headers.Line(StaffDoor.PURPOSE_HEADER, purpose));
        lines.add(new Headers.Line("Content-Type", "application/json"));
        return sam.send("POST", "/app/members/find", Json.writeText(Map.of("by", by, "value", value)), lines);
    }

    /** Every way that such a form can go. */
    private List<Integer> everyWay() {
        return List.of(
                        find("email", CANARY + "@example.test"),
                        find("id", CANARY),
                        find("email", CANARY.repeat(40)),
                        find(CANARY, CANARY),
                        search("contact-details.phone", "member asked", CANARY),
                        search("contact-details.phone", "member asked", CANARY + "9"),
                        search("contact-details.phone", "member asked", CANARY.repeat(40)),
                        search("contact-details.phone", CANARY, CANARY),
                        search(CANARY, "member asked", CANARY),
                        data("email", CANARY + "@example.test", "member asked"),
                        data("contact-details.phone", CANARY, "member asked"),
                        data(CANARY + "." + CANARY, CANARY, "member asked"),
                        data("id", CANARY.repeat(40), "member asked"),
                        data("id", CANARY, CANARY))
                .stream()
                .map(Response::status)
                .toList();
    }

    @Test
    void typedValues_whateverBecomesOfThem_areWrittenNowhere() {
        assertThat(everyWay()).containsExactly(200, 200, 422, 400, 200, 200, 422, 403, 400, 200, 200, 400, 400, 403);
        house.records.fail(down());
        assertThat(everyWay()).contains(503);
        house.records.fail(null);
        house.failLedger(true);
        assertThat(everyWay()).contains(503);
        house.failLedger(false);
        house.pool.fail(down());
        assertThat(everyWay()).contains(503);
        house.pool.fail(null);
        for (var i = 0; i < 40; i++) search("contact-details.phone", "member asked", CANARY);

        var lines = logged.list.stream().map(ConsoleCanaryTest::text).collect(Collectors.joining("\n"));
        // That the listening works.
        assertThat(lines)
                .contains(
                        "/console/search: DynamoDB did not answer",
                        "/console/search: store did not answer",
                        "/app/members/find: store did not answer",
                        "no answer");
        assertThat(house.tallied).contains("rate-limited too-many-searches");
        assertThat(lines + house.tallied + house.staffEntries()).doesNotContainIgnoringCase(CANARY);
    }

    private static String text(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        return event.getFormattedMessage() + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }
}
