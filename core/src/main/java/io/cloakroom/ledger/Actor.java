package io.cloakroom.ledger;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import io.cloakroom.site.SiteId;

/** Who did something. */
public sealed interface Actor {
    /** The member herself, signed in on a site. */
    record Member(MemberId member, SiteId site) implements Actor {}

    /** Somebody of the staff, named by {@code sub}. */
    record Staff(MemberId member) implements Actor {}

    /** A site's server, by its site key. */
    record Site(SiteId site) implements Actor {}

    /**
     * Somebody at the command line.
     *
     * @param name of the account there; 1 to 64 characters
     */
    record Operator(String name) implements Actor {
        public static final int CHARACTERS_MAX = 64;

        public Operator {
            require(isWithin(1, name.length(), CHARACTERS_MAX), "operator", "1 to 64 characters");
        }
    }

    /**
     * A job of ours that the clock has started.
     *
     * @param name such as {@code retention}
     */
    record Job(String name) implements Actor {}
}
