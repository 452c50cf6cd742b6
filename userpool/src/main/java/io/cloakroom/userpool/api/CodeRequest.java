package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.trigger.CallerContext;
import java.util.Map;
import java.util.Set;

/** An operation that sends a code to somebody who is not signed in and whom the caller only names. */
abstract class CodeRequest implements Operation {
    @Override
    public final Access access() {
        return Access.OPEN;
    }

    @Override
    public final Set<String> members() {
        return Set.of("ClientId", "SecretHash", "Username", "ClientMetadata");
    }

    @Override
    public final Map<String, Object> answer(ApiParts parts, Input input) {
        var named = parts.database().answer(tables -> NamedUser.of(tables, input));
        before(parts, named, Callers.of(named.client(), input));
        return parts.database().answer(tables -> send(parts, tables, input));
    }

    /** What has to be done outside of the transaction. */
    void before(ApiParts parts, NamedUser named, CallerContext caller) {}

    /** Where the code went, or what looks like it. Within one transaction. */
    abstract Map<String, Object> send(ApiParts parts, Tables tables, Input input);
}
