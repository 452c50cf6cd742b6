package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Says which second factors a pool asks for. */
final class SetUserPoolMfaConfig implements Operation {
    @Override
    public String name() {
        return "SetUserPoolMfaConfig";
    }

    @Override
    public Set<String> members() {
        var members = new HashSet<>(PoolFactors.MEMBERS);
        members.add("UserPoolId");
        return members;
    }

    @Override
    public String differences() {
        return "texts of messages are kept and not used; no `FactorConfiguration` of `WebAuthnConfiguration`";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        return PoolFactors.shape(parts.database().answer(tables -> set(parts, tables, input)));
    }

    private static Pool set(ApiParts parts, Tables tables, Input input) {
        var pool = Lookups.pool(tables, input);
        var settings = pool.settings().with(PoolFactors.read(pool.settings().factors(), input));
        var changed = pool.with(pool.name(), settings, parts.clock().instant());
        tables.pools().update(changed);
        return changed;
    }
}
