package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Tables;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives a pool new settings; what the call leaves out falls back to its default. How users are named stays for ever. */
final class UpdateUserPool implements Operation {
    @Override
    public String name() {
        return "UpdateUserPool";
    }

    @Override
    public Set<String> members() {
        var members = new HashSet<>(PoolSettingsReader.CHANGEABLE);
        members.add("UserPoolId");
        members.add("PoolName");
        return members;
    }

    @Override
    public String differences() {
        return "as CreateUserPool";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        parts.database().run(tables -> update(parts, tables, input));
        return Map.of();
    }

    private static void update(ApiParts parts, Tables tables, Input input) {
        var pool = Lookups.pool(tables, input);
        if (tables.imports().hasActive(pool.id())) {
            throw new ApiFault(ApiFault.Type.USER_IMPORT_IN_PROGRESS, "A user import job is in progress.");
        }
        var name = input.optionalText("PoolName", TextRule.POOL_NAME).orElse(pool.name());
        var settings = PoolSettingsReader.change(pool.settings(), input);
        tables.pools().update(pool.with(name, settings, parts.clock().instant()));
    }
}
