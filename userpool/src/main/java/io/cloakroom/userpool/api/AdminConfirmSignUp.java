package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.ConfirmationCode.Purpose;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import java.util.Map;
import java.util.Set;

/** Confirms a user who signed up, without a code; no address is verified by it. */
final class AdminConfirmSignUp implements Operation {
    @Override
    public String name() {
        return "AdminConfirmSignUp";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "Username", "ClientMetadata");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var caller = CallerContext.admin(input.map("ClientMetadata", TextRule.METADATA));
        var confirmed = parts.database().answer(tables -> confirm(parts, tables, input));
        new SignUpTriggers(parts, parts.database().answer(tables -> Lookups.pool(tables, input)), caller)
                .confirmed(confirmed);
        return Map.of();
    }

    private static User confirm(ApiParts parts, Tables tables, Input input) {
        var user = Lookups.user(tables, input);
        if (user.status() != User.Status.UNCONFIRMED) {
            throw ApiFault.notAuthorized("User cannot be confirmed. Current status is "
                    + user.status().name());
        }
        tables.confirmationCodes().remove(user.sub(), Purpose.SIGN_UP);
        var confirmed = user.with(User.Status.CONFIRMED, parts.clock().instant());
        tables.users().update(confirmed);
        return confirmed;
    }
}
