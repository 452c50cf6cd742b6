package io.cloakroom.e2e;

import static io.cloakroom.e2e.TamperingProxy.with;
import static io.cloakroom.e2e.TamperingProxy.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.local.state.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether the drill can fail: one defence is taken away at a time, and its loss must be seen. */
@Tag("browser")
class DefenceLossTest {
    private static final String PROFILE = "/my-medical-profile/";

    private static TamperingProxy proxy;
    private static Stage stage;

    @BeforeAll
    static void open() throws IOException {
        var ports = Ports.free();
        var gatewayPort = Ports.free().members();
        proxy = new TamperingProxy(ports.members(), gatewayPort);
        stage = Stage.open(ports, plan -> plan.withGatewayAt(gatewayPort));
    }

    @AfterAll
    static void close() {
        stage.close();
        proxy.close();
    }

    /** The defences that are down for a member who signs in now. */
    private static List<String> down() {
        try (var ada = stage.visitor().signIn("ada", PROFILE)) {
            return new Fences(stage.system, stage.chromium)
                    .check(ada).stream()
                            .filter(Attempt::isTheft)
                            .map(Attempt::what)
                            .toList();
        } finally {
            proxy.restore();
        }
    }

    private static UnaryOperator<Response> removing(String header) {
        return response -> without(response, header);
    }

    private static UnaryOperator<Response> sessionCookie(String from, String to) {
        return response -> new Response(
                response.status(),
                new Headers(response.headers().lines().stream()
                        .map(line -> new Headers.Line(line.name(), changed(line, from, to)))
                        .toList()),
                response.body());
    }

    private static String changed(Headers.Line line, String from, String to) {
        var isSession = line.value().startsWith("__Host-cloakroom-demo=");
        return isSession ? line.value().replace(from, to) : line.value();
    }

    @Test
    void nothingTakenAway_noDefenceIsDown() {
        assertThat(down()).isEmpty();
    }

    @Test
    void contentSecurityPolicyGone_framingIsSeen() {
        proxy.responses(removing("Content-Security-Policy"));
        assertThat(down())
                .contains("the member's own page refuses to be framed", "a card refuses to be framed by a stranger");
    }

    @Test
    void openerPolicyGone_theHoldIsSeen() {
        proxy.responses(removing("Cross-Origin-Opener-Policy"));
        assertThat(down()).containsExactly("who opens the member's own page loses hold of it");
    }

    @Test
    void resourcePolicyGone_loadingIsSeen() {
        proxy.responses(removing("Cross-Origin-Resource-Policy"));
        assertThat(down()).containsExactly("the gateway's files load in no other page");
    }

    @Test
    void agentClusterGone_theSharedProcessIsSeen() {
        proxy.responses(response -> without(response, "Origin-Agent-Cluster").header("Origin-Agent-Cluster", "?0"));
        assertThat(down()).containsExactly("a card keeps to a process of its own origin");
    }

    @Test
    void cookieLax_isSeen() {
        proxy.responses(sessionCookie("SameSite=Strict", "SameSite=Lax"));
        assertThat(down()).containsExactly("the session's cookie is Strict, HttpOnly, Secure and of one host");
    }

    @Test
    void cookieReadableByScript_isSeen() {
        proxy.responses(sessionCookie("; HttpOnly", ""));
        assertThat(down()).containsExactly("the session's cookie is Strict, HttpOnly, Secure and of one host");
    }

    @Test
    void ourHeaderPutOnEveryRequest_theAnswerToASiblingIsSeen() {
        proxy.requests(DefenceLossTest::asOurOwnPage);
        assertThat(down()).containsExactly("a request that a sibling makes is not answered");
    }

    private static Request asOurOwnPage(Request request) {
        if (!request.path().startsWith("/app/me/collections/")) return request;
        return with(with(request, "Cloakroom-Site", "demo"), "Sec-Fetch-Site", "same-origin");
    }

    @Test
    void readingAcrossOriginsAllowed_isSeen() {
        proxy.responses(response -> response.header("Access-Control-Allow-Origin", stage.system.siteUrl())
                .header("Access-Control-Allow-Credentials", "true"));
        assertThat(down()).containsExactly("no page of another origin may read an answer");
    }

    @Test
    void bothTogether_herDataIsStolenAndSeen() {
        proxy.requests(DefenceLossTest::asOurOwnPage);
        proxy.responses(response -> response.header("Access-Control-Allow-Origin", stage.system.siteUrl())
                .header("Access-Control-Allow-Credentials", "true"));
        try {
            var report = new Drill(stage.system, stage.state, stage.chromium).run();
            assertThat(report.thefts())
                    .anyMatch(attempt -> attempt.what().equals("ask for medical-profile with her cookies")
                            && attempt.stolen().contains("members' sealed fields"));
        } finally {
            proxy.restore();
        }
    }

    @Test
    void shellWithTheMembersName_isSeen() {
        proxy.responses(DefenceLossTest::personal);
        assertThat(down()).containsExactly("the card's document is the same for everybody");
    }

    private static Response personal(Response response) {
        var text = new String(response.body().bytes(), StandardCharsets.UTF_8);
        if (!text.contains("data-collection")) return response;
        var stamped = text.replace("</html>", "<!-- " + System.nanoTime() + " --></html>");
        return new Response(response.status(), response.headers(), Body.of(stamped));
    }
}
