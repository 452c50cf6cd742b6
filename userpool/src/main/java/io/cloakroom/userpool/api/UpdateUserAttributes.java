package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Tables;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes attributes of whoever calls, as far as the client may write; an empty value takes one away. */
final class UpdateUserAttributes implements Operation {
    @Override
    public String name() {
        return "UpdateUserAttributes";
    }

    @Override
    public Access access() {
        return Access.TOKEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("AccessToken", "UserAttributes", "ClientMetadata");
    }

    @Override
    public String differences() {
        return "a new address counts at once and not only when it is verified: no `AttributesRequireVerificationBeforeUpdate`"
                + " yet";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        input.map("ClientMetadata", TextRule.METADATA);
        var sent = parts.database().answer(tables -> update(parts, tables, input));
        return Map.of("CodeDeliveryDetailsList", sent);
    }

    private static List<Map<String, Object>> update(ApiParts parts, Tables tables, Input input) {
        var holder = TokenHolder.of(parts, tables, input);
        var given = input.attributes("UserAttributes");
        AttributeChanges.checkWritable(holder.client(), given);
        var pool = Lookups.poolOf(tables, holder.client());
        return AttributeUpdate.apply(parts, tables, pool, holder.user(), given, Callers.of(holder.client(), input))
                .stream()
                .map(Shapes::delivery)
                .toList();
    }
}
