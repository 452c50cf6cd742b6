package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A user of a pool. Its text hides the attributes.
 *
 * @param sub a random UUID, for ever
 * @param username for ever too; in pools whose users are named by e-mail address or phone number it is the sub
 * @param attributes without {@code sub}; all values are texts, as in Cognito
 */
public record User(
        String sub,
        String poolId,
        String username,
        Status status,
        boolean enabled,
        Map<String, String> attributes,
        Instant created,
        Instant modified) {
    /** Where a user stands; the states that this pool uses so far. */
    public enum Status {
        UNCONFIRMED,
        CONFIRMED,
        FORCE_CHANGE_PASSWORD,
        /** Brought over from elsewhere without her password: she asks for a code and chooses one. */
        RESET_REQUIRED
    }

    public static final int NAME_CHARACTERS_MAX = 128;

    public User {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    public User with(Status newStatus, Instant now) {
        return new User(sub, poolId, username, newStatus, enabled, attributes, created, now);
    }

    public User withEnabled(boolean isEnabled, Instant now) {
        return new User(sub, poolId, username, status, isEnabled, attributes, created, now);
    }

    public User with(Map<String, String> newAttributes, Instant now) {
        return new User(sub, poolId, username, status, enabled, newAttributes, created, now);
    }

    @Override
    public String toString() {
        return "User[" + sub + ", " + attributes.keySet() + "]";
    }
}
