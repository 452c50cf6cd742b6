package io.cloakroom.userpool.api;

import io.cloakroom.userpool.signin.HourlyLimit;
import io.cloakroom.userpool.store.Tables;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes a code from whoever calls: the address that it was sent to is hers. */
final class VerifyUserAttribute implements Operation {
    @Override
    public String name() {
        return "VerifyUserAttribute";
    }

    @Override
    public Access access() {
        return Access.TOKEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("AccessToken", "AttributeName", "Code");
    }

    static String attribute(Input input) {
        return input.choice("AttributeName", "email", "phone_number")
                .orElseThrow(() -> ApiFault.invalid("Missing required parameter AttributeName"));
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var fault = parts.database().answer(tables -> verify(parts, tables, input));
        if (fault.isPresent()) throw fault.get();
        return Map.of();
    }

    /** Faults of the code are returned and not thrown: thrown, they would undo the counting of the try. */
    private static Optional<ApiFault> verify(ApiParts parts, Tables tables, Input input) {
        var holder = TokenHolder.of(parts, tables, input);
        var user = holder.user();
        var code = input.text("Code", TextRule.CONFIRMATION_CODE);
        var purpose = AttributeUpdate.purpose(attribute(input));
        var now = parts.clock().instant();
        if (!HourlyLimit.VERIFY_ATTRIBUTE.count(tables, user.poolId(), user.sub(), now))
            return Optional.of(ApiFault.tooOften());
        return switch (parts.codes().check(tables, user, purpose, code)) {
            case WRONG -> Optional.of(CodeFaults.wrong());
            case EXPIRED -> Optional.of(CodeFaults.expired());
            case RIGHT -> {
                var attribute = parts.codes().spend(tables, user, purpose, code).orElseThrow();
                var verified = AttributeChanges.verified(user, attribute, now);
                AttributeChanges.assignNames(tables, Lookups.poolOf(tables, holder.client()), verified, false);
                tables.users().update(verified);
                yield Optional.empty();
            }
        };
    }
}
