package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.token.AccessTokens.Verdict;
import io.cloakroom.userpool.token.Scopes;

/** The user who shows an access token of her own, or Cognito's refusal. */
final class TokenHolder {
    private TokenHolder() {}

    static Verdict.Accepted of(ApiParts parts, Tables tables, Input input) {
        var token = input.text("AccessToken", TextRule.TOKEN);
        return switch (parts.accessTokens().check(tables, token)) {
            case Verdict.Accepted accepted when accepted.scopes().contains(Scopes.USER_ADMIN) -> accepted;
            case Verdict.Accepted _ -> throw ApiFault.notAuthorized("Access Token does not have required scopes");
            case Verdict.Rejected rejected -> throw fault(rejected.reason());
        };
    }

    private static ApiFault fault(Verdict.Reason reason) {
        return switch (reason) {
            case INVALID -> ApiFault.notAuthorized("Invalid Access Token");
            case EXPIRED -> ApiFault.notAuthorized("Access Token has expired");
            case REVOKED -> ApiFault.notAuthorized("Access Token has been revoked");
            case USER_DISABLED -> SignInAnswers.disabled();
        };
    }
}
