package io.cloakroom.userpool.signin;

import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.SignInNames;
import io.cloakroom.userpool.store.Tables;
import java.util.Optional;

/**
 * Whom a name means that somebody typed.
 *
 * @param key whose wrong tries are counted: a name that nobody has is locked like one that somebody has
 * @param sub absent if nobody has the name
 */
public record Subject(String key, Optional<String> sub) {
    private static final String NOBODY = "nobody ";

    public static Subject of(Tables tables, Pool pool, String name) {
        var folded = pool.settings().fold(name);
        return tables.names()
                .find(pool.id(), folded)
                .map(SignInNames.Holder::sub)
                .map(sub -> new Subject(sub, Optional.of(sub)))
                .orElseGet(() -> new Subject(NOBODY + Opaque.hash(folded), Optional.empty()));
    }

    /** The same from what was kept of it. */
    static Subject ofKey(String key) {
        return new Subject(key, key.startsWith(NOBODY) ? Optional.empty() : Optional.of(key));
    }
}
