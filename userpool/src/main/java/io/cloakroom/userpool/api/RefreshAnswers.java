package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.token.Refreshing;
import io.cloakroom.userpool.trigger.CallerContext;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a refresh token comes to, in Cognito's words. */
final class RefreshAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshAnswers.class);

    private RefreshAnswers() {}

    static Map<String, Object> of(ApiParts parts, Client client, String token, CallerContext caller) {
        var changes = parts.tokenTriggers().askAgain(client, token, caller);
        return switch (parts.database().answer(tables -> parts.families().refresh(tables, client, token))) {
            case Refreshing.Refreshed refreshed -> SignInAnswers.tokens(parts, refreshed.grant(), changes);
            case Refreshing.Refused refused -> {
                LOG.info("client {}: refresh token refused, {}", client.id(), refused.reason());
                throw fault(refused.reason());
            }
        };
    }

    private static ApiFault fault(Refreshing.Reason reason) {
        return switch (reason) {
            case UNKNOWN -> ApiFault.notAuthorized("Invalid Refresh Token.");
            case EXPIRED -> ApiFault.notAuthorized("Refresh Token has expired");
            case REVOKED -> ApiFault.notAuthorized("Refresh Token has been revoked");
            case REUSED -> new ApiFault(ApiFault.Type.REFRESH_TOKEN_REUSE, "Refresh token reuse detected");
        };
    }
}
