package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.token.PoolKeys;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Makes a pool with keys of its own. */
final class CreateUserPool implements Operation {
    private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int NAME_LENGTH = 9;
    private static final int POOLS_MAX = 1000;

    @Override
    public String name() {
        return "CreateUserPool";
    }

    @Override
    public Set<String> members() {
        var members = new HashSet<>(PoolSettingsReader.CHANGEABLE);
        members.addAll(PoolSettingsReader.LASTING);
        members.add("PoolName");
        return members;
    }

    @Override
    public String differences() {
        return "no mail, SMS, tiers or add-ons yet: asking for one is refused; second factors only by SetUserPoolMfaConfig; of"
                + " `LambdaConfig` no custom senders, no `InboundFederation` and no `PreTokenGeneration` `V3_0`";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var name = input.text("PoolName", TextRule.POOL_NAME);
        var settings = PoolSettingsReader.read(input);
        var now = parts.clock().instant();
        var id = parts.region() + "_" + Opaque.name(LETTERS_AND_DIGITS, NAME_LENGTH);
        var pool = new Pool(id, name, settings, now, now);
        var keys = PoolKeys.make(id, now);
        parts.database().run(tables -> {
            if (tables.pools().list("", POOLS_MAX).size() == POOLS_MAX) {
                throw new ApiFault(ApiFault.Type.LIMIT_EXCEEDED, "At most 1000 user pools");
            }
            tables.pools().add(pool);
            keys.forEach(tables.keys()::add);
        });
        return Map.of("UserPool", PoolShape.of(pool, 0, parts.region()));
    }
}
