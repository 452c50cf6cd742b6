package io.cloakroom.gateway;

import io.cloakroom.card.Pages;
import io.cloakroom.config.Settings;
import io.cloakroom.http.Body;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.policy.Decision.Denial;
import io.cloakroom.upstream.UpstreamException;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every refusal and failure becomes HTTP: a problem (RFC 9457) for programs, a page for people. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** A write may have got through though its answer did not. */
    private static final String UNCERTAIN =
            "It is not known whether this was done. Open the page again and look before you send it once more.";

    private final Pages pages;
    private final Tally tally;

    Problems(Pages pages, Tally tally) {
        this.pages = pages;
        this.tally = tally;
    }

    // No default branch, so a new case cannot be forgotten.
    private static Problem of(Request request, UpstreamException failure) {
        var isReading = request.method().equals("GET") || request.method().equals("HEAD");
        return switch (failure) {
            case UpstreamException.Unavailable _ ->
                Problem.of(Code.UPSTREAM_UNAVAILABLE, isReading ? "Unable to retrieve data at this time." : UNCERTAIN);
            case UpstreamException.Malformed _ ->
                Problem.of(Code.UPSTREAM_MALFORMED, isReading ? "Malformed response from the API." : UNCERTAIN);
        };
    }

    static Problem of(Denial denial) {
        return switch (denial) {
            case Denial.NotHere _ -> Problem.notFound();
            case Denial.DeliveryNotAllowed _ -> Problem.notByThisWay();
            case Denial.MembershipRequired(var words) ->
                Problem.of(Code.MEMBERSHIP_REQUIRED, "To see this you need " + words + ".");
            case Denial.NotForStaff _ -> Problem.notFound();
            case Denial.OtherPurpose _ ->
                Problem.of(Code.FORBIDDEN, "This is not shown for that purpose.")
                        .because(Cause.OTHER_PURPOSE);
        };
    }

    /** Answers, in the form that whoever asked can read. */
    Response answer(Request request, Problem problem) {
        tally.count(
                problem.code().word(), problem.cause().map(Settings::spelling).orElse(""));
        if (isNavigation(request)) return page(problem);
        return json(problem, Optional.of(request.id())).headers(problem.lines());
    }

    /** Answers a failure of the world outside, and logs its cause under the request's id. */
    Response answer(Request request, UpstreamException failure) {
        LOG.warn("{} {}: {}", request.id(), request.path(), failure.getMessage(), failure.getCause());
        return answer(request, of(request, failure));
    }

    private Response page(Problem problem) {
        var code = problem.code();
        return Hardening.page(pages.message(code.status(), code.title(), problem.detail(), problem.wayOut()))
                .headers(problem.lines());
    }

    /** What a door answers where no request could be made of the bytes, or a mistake of ours broke one. */
    public static Response outside(int status) {
        var code = code(status);
        return json(Problem.of(code, code.title() + "."), Optional.empty());
    }

    /** The stable code of {@link #outside}. */
    public static String codeOf(int status) {
        return code(status).word();
    }

    private static Code code(int status) {
        return switch (status) {
            case 404 -> Code.NOT_FOUND;
            case 405 -> Code.METHOD_NOT_ALLOWED;
            case 408 -> Code.TOO_SLOW;
            case 413 -> Code.TOO_LARGE;
            case 500 -> Code.INTERNAL;
            default -> Code.BAD_REQUEST;
        };
    }

    /** @see <a href="https://www.rfc-editor.org/rfc/rfc9457#section-3">RFC 9457, 3</a> */
    private static Response json(Problem problem, Optional<String> requestId) {
        var code = problem.code();
        var body = Json.write(Json.members(
                "type", "urn:cloakroom:problem:" + code.word(),
                "title", code.title(),
                "status", code.status(),
                "code", code.word(),
                "detail", problem.detail(),
                "member",
                        problem.memberName()
                                .map(name -> Json.members("name", name))
                                .orElse(null),
                // API Gateway's clients read this one.
                "message", message(code),
                "request_id", requestId.orElse(null)));
        return Hardening.data(Response.of(code.status()).with("application/problem+json", new Body(body)));
    }

    private static String message(Code code) {
        return switch (code.status()) {
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            default -> code.title();
        };
    }

    static boolean isNavigation(Request request) {
        var mode = request.headers().only("Sec-Fetch-Mode").orElse("").toLowerCase(Locale.ROOT);
        return mode.equals("navigate");
    }
}
