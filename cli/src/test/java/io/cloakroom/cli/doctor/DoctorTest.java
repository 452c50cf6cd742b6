package io.cloakroom.cli.doctor;

import static io.cloakroom.cli.doctor.Installation.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.cli.doctor.Diagnosis.State;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.record.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One fault at a time: the check that is for it finds it, and the others stand. Tables are looked at in {@code e2e}. */
class DoctorTest {
    private static final int TABLES = new Tables("").all().size();

    @TempDir
    private Path folder;

    private Installation house;

    @BeforeEach
    void build() throws IOException {
        house = new Installation(folder);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private List<Diagnosis> examine() {
        return examine(Duration.ZERO);
    }

    private List<Diagnosis> examine(Duration ahead) {
        return house.examine(ahead).stream()
                .filter(part -> !part.title().equals("Tables"))
                .flatMap(part -> part.diagnoses().stream())
                .toList();
    }

    /** The only one that is not well. */
    private static Diagnosis only(List<Diagnosis> found) {
        var others = found.stream().filter(one -> one.state() != State.GOOD).toList();
        assertThat(others).hasSize(1);
        return others.getFirst();
    }

    private static void assertFault(Diagnosis found, String name, String words) {
        assertThat(found.name()).isEqualTo(name);
        assertThat(found.state()).isEqualTo(State.FAULT);
        assertThat(found.found()).contains(words);
        assertThat(found.advice()).isNotBlank();
    }

    @Test
    void examine_allAsItShouldBe_findsNothing() {
        assertThat(examine())
                .extracting(Diagnosis::name)
                .containsExactly(
                        "keyset",
                        "issuer",
                        "clock",
                        "key set",
                        "origin",
                        "origin",
                        "pool",
                        "client",
                        "callback",
                        "sign-out",
                        "gateway",
                        "cookie",
                        "headers");
        assertThat(examine()).extracting(Diagnosis::state).containsOnly(State.GOOD);
    }

    @Test
    void tables_missing_areFaultsEach() {
        var tables = house.examine().getLast();
        assertThat(tables.diagnoses()).hasSize(TABLES).allMatch(table -> table.state() == State.FAULT);
        assertFault(tables.diagnoses().getFirst(), "cloakroom-members", "missing");
    }

    @Test
    void tables_roleMayNotLook_sayWhichRightIsMissing() {
        house.poolAnswers.put(
                "/", _ -> json(400, Json.members("__type", "com.amazon.coral.service#AccessDeniedException")));
        var table = house.examine().getLast().diagnoses().getFirst();
        assertFault(table, "cloakroom-members", "AccessDeniedException");
        assertThat(table.advice()).contains("dynamodb:DescribeTable");
    }

    @Test
    void tables_noDynamoDb_areNotKnown() {
        house.edit("endpoint: \"" + house.poolUrl(), "endpoint: \"http://127.0.0.1:1");
        var tables = house.examine().getLast();
        assertThat(tables.diagnoses()).hasSize(TABLES).allMatch(table -> table.state() == State.UNKNOWN);
        assertThat(tables.diagnoses().getFirst().found()).contains("nothing takes connections there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-"})
    void keyset_othersMayReadIt_isAFault(String mode) throws IOException {
        Files.setPosixFilePermissions(folder.resolve("keyset.json"), PosixFilePermissions.fromString(mode));
        assertFault(only(examine()), "keyset", "chmod 600");
    }

    @Test
    void keyset_ownerMayOnlyReadIt_isGood() throws IOException {
        Files.setPosixFilePermissions(folder.resolve("keyset.json"), PosixFilePermissions.fromString("r--------"));
        assertThat(examine()).extracting(Diagnosis::state).containsOnly(State.GOOD);
    }

    @Test
    void keyset_missingOrDamaged_isAFault() throws IOException {
        house.edit("keyset-file: keyset.json", "keyset-file: other.json");
        assertFault(only(examine()), "keyset", "not there");
        Files.createFile(
                folder.resolve("other.json"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(folder.resolve("other.json"), "{}");
        assertFault(only(examine()), "keyset", "not a keyset");
    }

    @ParameterizedTest
    @CsvSource({"3, GOOD", "8, WARNING", "-8, WARNING", "28, WARNING", "33, FAULT", "-33, FAULT", "86400, FAULT"})
    void clock_soFarOff_isToldFromSixSecondsOnAndFailsBeyondTheSkew(int seconds, State expected) {
        var clock = examine(Duration.ofSeconds(seconds)).stream()
                .filter(one -> one.name().equals("clock"))
                .findFirst()
                .orElseThrow();
        assertThat(clock.state()).isEqualTo(expected);
        if (expected != State.GOOD) assertThat(clock.found()).contains(seconds < 0 ? "behind" : "ahead of");
    }

    @Test
    void clock_offBySkewOfLessThanFiveSeconds_isAFault() {
        house.edit("token: {", "token: {clock-skew: PT2S, ");
        assertFault(only(examine(Duration.ofSeconds(4))), "clock", "forgives 2 s");
    }

    @Test
    void issuer_namesItselfOtherwise_isAFaultAndCannotSpeakToTheTerminal() {
        house.poolAnswers.put(
                "/pool_1/.well-known/openid-configuration",
                _ -> json(200, Json.members("issuer", "https://other.test\u001b[2J")));
        var found = only(examine());
        assertFault(found, "issuer", "https://other.test\\u001b[2J");
    }

    @Test
    void issuer_elsewhere_isAFault() {
        house.edit("/pool_1", "/pool_2");
        var found = examine();
        assertThat(found.stream().filter(one -> one.state() == State.FAULT))
                .extracting(Diagnosis::name)
                .containsExactly("issuer", "key set");
    }

    @Test
    void issuer_broken_isNotKnown() {
        house.poolAnswers.put("/pool_1/.well-known/openid-configuration", _ -> Response.of(500));
        assertThat(only(examine()).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void keySet_withoutAUsableKey_isAFault() {
        house.poolAnswers.put("/pool_1/.well-known/jwks.json", _ -> json(200, Json.members("keys", List.of())));
        assertFault(only(examine()), "key set", "no usable key");
    }

    @Test
    void pool_down_leavesItsQuestionsOpenAndAnswersTheOthers() {
        house.edit(house.poolUrl(), "http://pool.cognito.localhost:1");
        var found = examine();
        assertThat(found.stream().filter(one -> one.state() == State.UNKNOWN))
                .extracting(Diagnosis::name)
                .containsExactly("issuer", "key set", "client", "callback", "sign-out");
        assertThat(found.stream().filter(one -> one.state() == State.FAULT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_client, does not know this client",
        "unauthorized_client, gives this client no tokens",
        "invalid_request, answers invalid_request"
    })
    void client_refused_saysWhy(String error, String words) {
        house.poolAnswers.put("/oauth2/token", _ -> json(400, Json.members("error", error)));
        assertFault(only(examine()), "client", words);
    }

    @Test
    void client_unknown_isToldAsTheFirstThingToMend() {
        house.poolAnswers.put("/oauth2/token", _ -> json(401, Json.members("error", "invalid_client")));
        house.poolAnswers.put("/oauth2/authorize", _ -> Response.of(400));
        house.poolAnswers.put("/logout", _ -> Response.of(400));
        var faults =
                examine().stream().filter(one -> one.state() == State.FAULT).toList();
        assertThat(faults).extracting(Diagnosis::name).containsExactly("client", "callback", "sign-out");
        assertThat(faults.get(1).advice()).startsWith("Mend the client first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/error?error=redirect_mismatch&client_id=client", "%s/error?error=redirect_mismatch"})
    void callback_notRegistered_isTold(String location) {
        var target = location.formatted(house.poolUrl());
        house.poolAnswers.put("/oauth2/authorize", _ -> Response.of(302).header("Location", target));
        assertFault(only(examine()), "callback", "does not allow it");
    }

    @Test
    void callback_scopeNotAllowed_isTold() {
        house.poolAnswers.put(
                "/oauth2/authorize",
                request -> Response.of(302)
                        .header(
                                "Location",
                                Installation.parameter(request, "redirect_uri")
                                        + "?error=invalid_request&error_description=invalid_scope"));
        assertFault(only(examine()), "callback", "cloakroom/read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"://", "/error", "/error?error=%00%1b", "http://[::1", "/error?a=b&a=b"})
    void callback_nonsenseFromThePool_isAFaultAndNoMore(String location) {
        house.poolAnswers.put("/oauth2/authorize", _ -> Response.of(302).header("Location", location));
        assertFault(only(examine()), "callback", "the pool");
    }

    @Test
    void callback_goesOnToAnIdentityProvider_isGood() {
        house.poolAnswers.put(
                "/oauth2/authorize", _ -> Response.of(302).header("Location", "https://idp.test/authorize?x=y"));
        assertThat(examine()).extracting(Diagnosis::state).containsOnly(State.GOOD);
    }

    @Test
    void signOut_notRegistered_isTold() {
        house.poolAnswers.put("/logout", _ -> Response.of(302).header("Location", "/login?client_id=client"));
        assertFault(only(examine()), "sign-out", "does not come back");
    }

    @Test
    void origin_ofAnotherDomain_isAFaultForTheCanonicalOneAndAWarningForOthers() {
        house.edit("http://cloakroom.localhost", "https://staging.example.test");
        var warnings = examine().stream().filter(one -> one.name().equals("origin") && one.state() == State.WARNING);
        assertThat(warnings).hasSize(1);
        house.edit("http://www.cloakroom.localhost", "https://www.example.test");
        var faults = examine().stream().filter(one -> one.name().equals("origin") && one.state() == State.FAULT);
        assertThat(faults).hasSize(1);
    }

    @Test
    void origin_onTheGatewaysHost_isAFault() {
        house.edit("http://cloakroom.localhost", "http://members.cloakroom.localhost:8080");
        var fault = examine().stream().filter(one -> one.state() == State.FAULT).findFirst();
        assertFault(fault.orElseThrow(), "origin", "the gateway's own host name");
    }

    @Test
    void pool_underTheSitesDomain_isAFault() {
        house.edit("pool.cognito.localhost", "pool.cloakroom.localhost");
        var fault = examine().stream().filter(one -> one.name().equals("pool")).findFirst();
        assertFault(fault.orElseThrow(), "pool", "under the site's own domain");
    }

    @Test
    void gateway_notThere_isNotKnown() {
        house.edit(house.publicUrl(), "http://members.cloakroom.localhost:1");
        var gateway =
                examine().stream().filter(one -> one.name().equals("gateway")).findFirst();
        assertThat(gateway.orElseThrow().state()).isEqualTo(State.UNKNOWN);
        assertThat(gateway.orElseThrow().advice()).contains("./cloakroom serve");
    }

    @Test
    void gateway_somethingElseAnswers_isAFault() {
        house.behindProxy(_ -> Response.of(200));
        assertFault(only(examine()), "gateway", "something else answers");
        house.behindProxy(_ -> json(404, Json.members("code", "not-found")));
        assertFault(only(examine()), "gateway", "knows no site demo");
    }

    @Test
    void gateway_otherSettingsThanThese_isAWarning() {
        house.edit("  hidden: {sites: demo, deliveries: [direct], ", "  hidden: {sites: demo, deliveries: [card], ");
        var found = only(examine());
        assertThat(found.name()).isEqualTo("gateway");
        assertThat(found.state()).isEqualTo(State.WARNING);
    }

    @ParameterizedTest
    @CsvSource({
        "'; Secure', '', without Secure",
        "'; HttpOnly', '', without HttpOnly",
        "'; Path=/', '; Path=/members', without Path=/",
        "'SameSite=Lax', 'SameSite=None', without SameSite=Lax",
        "'; Secure', '; Secure; Domain=cloakroom.localhost', with a Domain",
        "'__Host-cloakroom', '__host-cloakroom', spelt another way"
    })
    void cookie_changedByAProxy_isToldInItsPart(String from, String to, String words) {
        house.onTheWayOut(changingLines("Set-Cookie", value -> value.replace(from, to)));
        assertFault(only(examine()), "cookie", words);
    }

    @Test
    void cookie_takenAway_isAFault() {
        house.onTheWayOut(changingLines("Set-Cookie", _ -> ""));
        assertFault(only(examine()), "cookie", "sets no cookie");
    }

    @Test
    void cookie_doesNotComeBack_isAFault() {
        house.onTheWayIn(request -> new Request(
                request.id(),
                request.method(),
                request.path(),
                request.query(),
                new Headers(request.headers().lines().stream()
                        .filter(line -> !line.name().equalsIgnoreCase("Cookie"))
                        .toList()),
                request.body(),
                request.remoteAddress()));
        assertFault(only(examine()), "cookie", "does not know its own cookie");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin-Agent-Cluster",
                "Cross-Origin-Opener-Policy",
                "Cross-Origin-Resource-Policy",
                "Cache-Control",
                "Referrer-Policy",
                "X-Content-Type-Options",
                "Content-Security-Policy"
            })
    void header_goneOrAnother_isTold(String name) {
        house.onTheWayOut(changingLines(name, _ -> ""));
        assertFault(only(examine()), "headers", name + " is gone");
        house.onTheWayOut(changingLines(name, _ -> "other"));
        assertFault(only(examine()), "headers", name + " is another");
    }

    @Test
    void header_addedByAProxy_isTold() {
        house.onTheWayOut(response -> response.header("X-Frame-Options", "SAMEORIGIN"));
        assertFault(only(examine()), "headers", "X-Frame-Options");
        house.onTheWayOut(response -> response.header("Content-Security-Policy", "default-src *"));
        assertFault(only(examine()), "headers", "came twice");
    }

    @Test
    void exam_thatFailsByAMistakeOfOurs_stopsNoOther() {
        var found = Doctor.examine(Duration.ofMinutes(1), new Exam() {
            @Override
            public String name() {
                return "mistaken";
            }

            @Override
            public List<Diagnosis> examine() {
                throw new IllegalStateException("secret");
            }
        });
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().name()).isEqualTo("mistaken");
        assertThat(found.getFirst().state()).isEqualTo(State.UNKNOWN);
        assertThat(found.getFirst().found()).doesNotContain("secret");
    }

    /** An empty value takes the line away. */
    private static UnaryOperator<Response> changingLines(String name, UnaryOperator<String> change) {
        return response -> new Response(
                response.status(),
                new Headers(response.headers().lines().stream()
                        .map(line -> line.name().equalsIgnoreCase(name)
                                ? new Headers.Line(line.name(), change.apply(line.value()))
                                : line)
                        .filter(line -> !line.value().isEmpty())
                        .toList()),
                response.body());
    }
}
