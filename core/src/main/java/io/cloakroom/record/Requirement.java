package io.cloakroom.record;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import java.time.Duration;
import java.util.Set;

/** Which memberships open a collection. */
public sealed interface Requirement {
    /** None: every member of its sites. */
    record Nothing() implements Requirement {}

    /**
     * A membership.
     *
     * @param products product ids, as the site's membership plugin has them; one is enough. Empty means any
     * @param words what a member reads who has none: "a Gold membership"
     * @param grace how long after its end a membership still opens the collection; up to 90 days
     */
    record OneOf(Set<String> products, String words, Duration grace) implements Requirement {
        public static final Duration GRACE_MAX = Duration.ofDays(90);
        static final int WORDS_CHARACTERS_MAX = 120;

        public OneOf {
            products = Set.copyOf(products);
            require(!words.isBlank() && words.length() <= WORDS_CHARACTERS_MAX, "asks.words", "1 to 120 characters");
            require(isWithin(Duration.ZERO, grace, GRACE_MAX), "asks.grace", "PT0S to P90D");
        }
    }
}
