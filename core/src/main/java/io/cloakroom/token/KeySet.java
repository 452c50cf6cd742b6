package io.cloakroom.token;

import com.nimbusds.jose.jwk.JWKSet;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A key set (RFC 7517), of which only the keys that can check RS256 signatures are kept. */
public final class KeySet implements KeySource {
    static final KeySet EMPTY = new KeySet(Map.of());

    private final Map<String, VerificationKey> keys;

    private KeySet(Map<String, VerificationKey> keys) {
        this.keys = keys;
    }

    /** @return empty if this is no key set */
    public static Optional<KeySet> parse(byte[] utf8) {
        try {
            var keys = new HashMap<String, VerificationKey>();
            for (var jwk :
                    JWKSet.parse(new String(utf8, StandardCharsets.UTF_8)).getKeys()) {
                VerificationKey.of(jwk).ifPresent(key -> keys.put(key.id(), key));
            }
            return Optional.of(new KeySet(Map.copyOf(keys)));
        } catch (ParseException notAKeySet) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<VerificationKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** How many keys can be used. */
    public int size() {
        return keys.size();
    }
}
