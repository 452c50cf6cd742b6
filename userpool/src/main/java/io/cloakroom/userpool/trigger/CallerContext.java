package io.cloakroom.userpool.trigger;

import io.cloakroom.json.Json;
import java.util.Map;

/**
 * Who calls, as functions are told. Its text hides the metadata.
 *
 * @param clientId the app client's, or what Cognito says where there is none
 * @param metadata {@code ClientMetadata} of the call
 */
public record CallerContext(String clientId, Map<String, String> metadata) {
    /** A call with AWS credentials that names no client. */
    public static final String NO_CLIENT = "CLIENT_ID_NOT_APPLICABLE";

    public CallerContext {
        metadata = Map.copyOf(metadata);
    }

    public static CallerContext of(String clientId) {
        return new CallerContext(clientId, Map.of());
    }

    public static CallerContext admin(Map<String, String> metadata) {
        return new CallerContext(NO_CLIENT, metadata);
    }

    /** Where it is the pool itself that goes on: what the client sent along before is not said again. */
    public CallerContext withoutMetadata() {
        return of(clientId);
    }

    Map<String, Object> shape() {
        return Json.members("awsSdkVersion", "aws-sdk-unknown-unknown", "clientId", clientId);
    }

    @Override
    public String toString() {
        return "CallerContext[" + clientId + "]";
    }
}
