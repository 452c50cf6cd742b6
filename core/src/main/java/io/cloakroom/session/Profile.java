package io.cloakroom.session;

import io.cloakroom.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is signed in, as the pool says.
 *
 * @param email only if the pool has seen proof of it
 * @param groups of hers that count where she is signed in
 */
public record Profile(Optional<String> email, Optional<String> name, String locale, Set<String> groups) {
    private static final String LOCALE_UNKNOWN = "en";

    public Profile {
        groups = Set.copyOf(groups);
    }

    static Profile of(Optional<String> email, Optional<String> name, Optional<String> locale) {
        return new Profile(email, name, locale.orElse(LOCALE_UNKNOWN), Set.of());
    }

    /** The same with the groups that the pool says now. */
    Profile in(Set<String> others) {
        return new Profile(email, name, locale, others);
    }

    /** What a page calls her: her name, else the part of her address that is no address, else nothing personal. */
    public String displayName() {
        return name.or(() -> email.map(address -> address.split("@", 2)[0])).orElse("Member");
    }

    @Override
    public String toString() {
        return "Profile[hidden]";
    }

    /** What is sealed in a session: the profile and the refresh token. */
    record WithRefreshToken(Profile profile, String refreshToken) {
        byte[] toBytes() {
            return Json.write(Json.members(
                    "email", profile.email().orElse(null),
                    "name", profile.name().orElse(null),
                    "locale", profile.locale(),
                    "groups", profile.groups().stream().sorted().toList(),
                    "refresh", refreshToken));
        }

        /** Reads what {@link #toBytes} wrote; a key of ours sealed it, so a fault in it is ours. */
        static WithRefreshToken fromBytes(byte[] bytes) {
            if (!(Json.read(bytes) instanceof Json.Reading.Read(var json))) {
                throw new IllegalStateException("a sealed session is not JSON");
            }
            var profile = Profile.of(json.text("email"), json.text("name"), json.text("locale"))
                    .in(Set.copyOf(json.texts("groups").orElse(List.of())));
            return new WithRefreshToken(profile, json.text("refresh").orElseThrow());
        }

        @Override
        public String toString() {
            return "WithRefreshToken[hidden]";
        }
    }
}
