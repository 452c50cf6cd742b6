package io.cloakroom.session;

import io.cloakroom.token.AccessToken;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may have a session: asked when it begins, and again whenever the pool is. */
@FunctionalInterface
public interface Admission {
    /** Every member of a site. Her groups are none of its business. */
    Admission EVERYBODY = _ -> new Answer.Admitted(Set.of());

    /** What the pool says of a sign-in in which two different factors were shown (RFC 8176; Cognito's {@code amr}). */
    String SEVERAL_FACTORS = "mfa";

    /** @param token believed, and made for this client */
    Answer of(AccessToken token);

    sealed interface Answer {
        /** @param groups of hers that count here */
        record Admitted(Set<String> groups) implements Answer {
            public Admitted {
                groups = Set.copyOf(groups);
            }
        }

        /** She is in none of the groups. */
        record Stranger() implements Answer {}

        /** She is, and the pool does not say that she has shown a second factor. */
        record OneFactor() implements Answer {}
    }

    /** The staff: members of one of these groups who have shown a second factor in this very sign-in. */
    static Admission staff(Set<String> staffGroups) {
        return token -> {
            var groups = token.groups().stream().filter(staffGroups::contains).collect(Collectors.toUnmodifiableSet());
            if (groups.isEmpty()) return new Answer.Stranger();
            return token.methods().contains(SEVERAL_FACTORS) ? new Answer.Admitted(groups) : new Answer.OneFactor();
        };
    }
}
