package io.cloakroom.userpool.api;

import io.cloakroom.userpool.token.PoolKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives a pool new keys. The old ones stay in its key set for as long as a token of theirs may live. */
final class RotateSigningKeys implements Operation {
    private static final int KEYS_MAX = 20;

    @Override
    public String name() {
        return "RotateSigningKeys";
    }

    @Override
    public String service() {
        return "CloakroomUserPool";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId");
    }

    @Override
    public String differences() {
        return "not Cognito's, which rotates when it likes: target `CloakroomUserPool.RotateSigningKeys`";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var pool = parts.database().answer(tables -> Lookups.pool(tables, input));
        var now = parts.clock().instant();
        var keys = PoolKeys.make(pool.id(), now);
        parts.database().run(tables -> {
            // Once more: making the keys took its time.
            Lookups.pool(tables, input);
            tables.keys().removeSuperseded(pool.id(), now.minus(PoolKeys.TOKEN_LIFE_MOST));
            if (tables.keys().of(pool.id()).size() >= KEYS_MAX) {
                throw new ApiFault(ApiFault.Type.LIMIT_EXCEEDED, "At most ten pairs of keys within a day");
            }
            keys.forEach(tables.keys()::add);
        });
        return Map.of("KeyIds", List.of(keys.getFirst().kid(), keys.getLast().kid()));
    }
}
