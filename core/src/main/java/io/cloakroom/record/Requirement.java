package io.cloakroom.record;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Which memberships open a collection. A product is named {@code <source>:<id>}, such as {@code memberpress:13}. */
public sealed interface Requirement {
    /** None: every member of its sites. */
    record Nothing() implements Requirement {}

    /** Any membership of its sites. */
    record AnyMembership(Terms terms) implements Requirement {}

    /** @param products one of which is enough; 1 to 100 */
    record AnyOf(Set<String> products, Terms terms) implements Requirement {
        public AnyOf {
            products = Set.copyOf(products);
            require(isWithin(1, products.size(), PRODUCTS_MAX), "asks-for.any-of", "1 to 100 products");
        }
    }

    /** @param products all of which are needed; 1 to 100 */
    record AllOf(Set<String> products, Terms terms) implements Requirement {
        public AllOf {
            products = Set.copyOf(products);
            require(isWithin(1, products.size(), PRODUCTS_MAX), "asks-for.all-of", "1 to 100 products");
        }
    }

    int PRODUCTS_MAX = 100;

    /** A source that must say it too. */
    default Optional<String> confirmedBy() {
        return switch (this) {
            case Nothing _ -> Optional.empty();
            case AnyMembership any -> any.terms().confirmedBy();
            case AnyOf anyOf -> anyOf.terms().confirmedBy();
            case AllOf allOf -> allOf.terms().confirmedBy();
        };
    }

    /**
     * How a requirement is told and how strictly it is taken.
     *
     * @param words what a member reads who does not meet it: "a Gold membership"
     * @param grace how long after its end a membership still counts, as one whose payment failed; up to 90 days
     * @param after how long after its end one still counts that has run out: "while active or N days after"; up to 3,650 days
     * @param confirmedBy a source that must say by itself that the member holds something there: what a site says is not
     *     enough then
     */
    record Terms(String words, Duration grace, Duration after, Optional<String> confirmedBy) {
        static final Duration GRACE_MAX = Duration.ofDays(90);
        static final Duration AFTER_MAX = Duration.ofDays(3650);
        static final int WORDS_CHARACTERS_MAX = 120;

        public Terms {
            require(
                    !words.isBlank() && words.length() <= WORDS_CHARACTERS_MAX,
                    "asks-for.words",
                    "1 to 120 characters");
            require(isWithin(Duration.ZERO, grace, GRACE_MAX), "asks-for.grace", "PT0S to P90D");
            require(isWithin(Duration.ZERO, after, AFTER_MAX), "asks-for.after", "PT0S to P3650D");
        }
    }
}
