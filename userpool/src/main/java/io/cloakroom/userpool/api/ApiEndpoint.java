package io.cloakroom.userpool.api;

import io.cloakroom.http.Body;
import io.cloakroom.http.Handler;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.userpool.post.DeliveryFault;
import io.cloakroom.userpool.quota.Quotas;
import io.cloakroom.userpool.trigger.TriggerFault;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /}: finds the operation, checks the signature, and turns what became of it into an answer of AWS's JSON 1.1
 * protocol.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON 1.1 protocol</a>
 */
public final class ApiEndpoint implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiEndpoint.class);
    /** What AWS's clients send from browsers, and one of ours' for signed calls. */
    private static final String HEADERS =
            "content-type, x-amz-target, x-amz-user-agent, x-amz-date, x-amz-security-token,"
                    + " x-amz-content-sha256, amz-sdk-invocation-id, amz-sdk-request, authorization, cache-control";

    private static final String JSON_1_1 = "application/x-amz-json-1.1";

    private final ApiParts parts;
    private final Signatures signatures;
    private final Quotas quotas;

    public ApiEndpoint(ApiParts parts, Signatures signatures, Quotas quotas) {
        this.parts = parts;
        this.signatures = signatures;
        this.quotas = quotas;
    }

    @Override
    public Response handle(Request request) {
        try {
            return json(200, answer(request), request);
        } catch (ApiFault fault) {
            return refusal(fault, request);
        } catch (TriggerFault fault) {
            return refusal(ApiFault.of(fault), request);
        } catch (DeliveryFault fault) {
            return refusal(new ApiFault(ApiFault.Type.CODE_DELIVERY_FAILURE, "Unable to deliver message"), request);
        } catch (UpstreamException outage) {
            LOG.error("request {}: {}", request.id(), outage.getMessage(), outage);
            return error(ApiFault.Type.INTERNAL_ERROR, "Internal error", request);
        }
    }

    /**
     * {@code OPTIONS /}: a page of any origin may call, as with Cognito. No cookie is looked at here: a page can do no more
     * than its script knows.
     */
    public Response preflight(Request request) {
        return open(Response.of(200))
                .header("x-amzn-RequestId", request.id())
                .header("Access-Control-Allow-Methods", "POST")
                .header("Access-Control-Allow-Headers", HEADERS)
                .header("Access-Control-Max-Age", "172800")
                .header("Cache-Control", "no-store");
    }

    private static Response open(Response answer) {
        return answer.header("Access-Control-Allow-Origin", "*");
    }

    private Map<String, Object> answer(Request request) {
        var operation = operation(request);
        if (operation.access() == Operation.Access.IAM) signatures.check(request);
        if (!quotas.take(operation.name())) throw new ApiFault(ApiFault.Type.TOO_MANY_REQUESTS, "Too many requests");
        return operation.answer(parts, Input.of(body(request), operation.members()));
    }

    private Response refusal(ApiFault fault, Request request) {
        // Without the message, which may hold line breaks of the caller's.
        LOG.info("request {}: {}", request.id(), fault.type().wireName());
        return error(fault.type(), Optional.ofNullable(fault.getMessage()).orElse(""), request);
    }

    private static Operation operation(Request request) {
        return request.headers()
                .only("X-Amz-Target")
                .flatMap(Operations::find)
                .orElseThrow(() -> new ApiFault(ApiFault.Type.UNKNOWN_OPERATION, "Unknown operation"));
    }

    private static JsonObject body(Request request) {
        var type = request.headers().only("Content-Type").orElse("");
        if (!type.equals(JSON_1_1) && !type.startsWith(JSON_1_1 + ";")) {
            throw new ApiFault(ApiFault.Type.SERIALIZATION, "Content-Type: " + JSON_1_1);
        }
        return switch (Json.read(request.body().bytes())) {
            case Json.Reading.Read read -> read.object();
            case Json.Reading.Unreadable unreadable ->
                throw new ApiFault(ApiFault.Type.SERIALIZATION, unreadable.reason());
        };
    }

    private Response error(ApiFault.Type type, String message, Request request) {
        return json(type.status(), Map.of("__type", type.wireName(), "message", message), request)
                .header("x-amzn-ErrorType", type.wireName() + ":");
    }

    /** The date is ours: by it AWS's clients set the clock that they sign with. */
    private Response json(int status, Map<String, Object> members, Request request) {
        var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                parts.clock().instant().atOffset(ZoneOffset.UTC));
        return open(Response.of(status))
                .header("Access-Control-Expose-Headers", "x-amzn-RequestId, x-amzn-ErrorType, Date")
                .header("x-amzn-RequestId", request.id())
                .header("Date", date)
                .header("Cache-Control", "no-store")
                .with(JSON_1_1, new Body(Json.write(members)));
    }
}
