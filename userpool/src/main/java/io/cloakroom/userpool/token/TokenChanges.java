package io.cloakroom.userpool.token;

import io.cloakroom.userpool.trigger.TriggerAnswer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a function changes in one set of tokens. What the pool itself vouches for it cannot change: that is left out here.
 *
 * @param groups instead of those that the user is in; absent: those
 */
public record TokenChanges(Claims id, Claims access, Scopes scopes, Optional<Groups> groups) {
    public static final TokenChanges NONE =
            new TokenChanges(Claims.NONE, Claims.NONE, new Scopes(Set.of(), Set.of()), Optional.empty());

    /** Claims by which others decide whom and what to believe, and the pool's own ({@code cognito:}, {@code dev:}). */
    private static final Set<String> PROTECTED = Set.of(
            "acr",
            "amr",
            "at_hash",
            "aud",
            "auth_time",
            "azp",
            "c_hash",
            "client_id",
            "device_key",
            "event_id",
            "exp",
            "iat",
            "identities",
            "iss",
            "jti",
            "nbf",
            "nonce",
            "origin_jti",
            "scope",
            "sub",
            "token_use",
            "username",
            "version");

    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,256}");
    private static final int SCOPES_MAX = 100;

    /** Of one token. Its text hides the values. */
    public record Claims(Map<String, Object> added, Set<String> suppressed) {
        static final Claims NONE = new Claims(Map.of(), Set.of());

        /** With texts for values. */
        private static Claims texts(TriggerAnswer said) {
            return new Claims(new LinkedHashMap<>(said.map("claimsToAddOrOverride")), suppressed(said));
        }

        /** With values of any form. */
        private static Claims values(TriggerAnswer said) {
            return new Claims(said.values("claimsToAddOrOverride"), suppressed(said));
        }

        private static Set<String> suppressed(TriggerAnswer said) {
            return new LinkedHashSet<>(said.texts("claimsToSuppress"));
        }

        public Claims {
            added = new LinkedHashMap<>(added);
            added.keySet().removeIf(Claims::isProtected);
            suppressed = new LinkedHashSet<>(suppressed);
            suppressed.removeIf(Claims::isProtected);
        }

        private static boolean isProtected(String name) {
            return PROTECTED.contains(name) || name.startsWith("cognito:") || name.startsWith("dev:");
        }

        @Override
        public String toString() {
            return "Claims" + added.keySet();
        }
    }

    /** Of the access token. */
    public record Scopes(Set<String> added, Set<String> suppressed) {
        private static Scopes of(TriggerAnswer said) {
            return new Scopes(
                    new LinkedHashSet<>(said.texts("scopesToAdd")),
                    new LinkedHashSet<>(said.texts("scopesToSuppress")));
        }

        public Scopes {
            added = new LinkedHashSet<>(added);
            // Whoever has this one can change the user's own settings: no function gives it away.
            added.remove(io.cloakroom.userpool.token.Scopes.USER_ADMIN);
            added.removeIf(scope -> !SCOPE.matcher(scope).matches());
        }

        Set<String> of(Set<String> scopes) {
            var changed = new LinkedHashSet<>(scopes);
            changed.addAll(added.stream().limit(SCOPES_MAX).toList());
            changed.removeAll(suppressed);
            return changed;
        }
    }

    public record Groups(List<String> names, List<String> roles, Optional<String> preferredRole) {
        private static Groups of(TriggerAnswer said) {
            return new Groups(
                    said.texts("groupsToOverride"), said.texts("iamRolesToOverride"), said.text("preferredRole"));
        }
    }

    static TokenChanges v1(TriggerAnswer answer) {
        return answer.object("claimsOverrideDetails")
                .map(said -> new TokenChanges(Claims.texts(said), Claims.NONE, NONE.scopes(), groups(said)))
                .orElse(NONE);
    }

    static TokenChanges v2(TriggerAnswer answer) {
        return answer.object("claimsAndScopeOverrideDetails")
                .map(said -> new TokenChanges(
                        said.object("idTokenGeneration").map(Claims::values).orElse(Claims.NONE),
                        said.object("accessTokenGeneration").map(Claims::values).orElse(Claims.NONE),
                        said.object("accessTokenGeneration").map(Scopes::of).orElse(NONE.scopes()),
                        groups(said)))
                .orElse(NONE);
    }

    private static Optional<Groups> groups(TriggerAnswer said) {
        return said.object("groupOverrideDetails").map(Groups::of);
    }
}
