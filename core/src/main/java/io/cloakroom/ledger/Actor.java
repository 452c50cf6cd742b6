package io.cloakroom.ledger;

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
    record Operator(String name) implements Actor {}

    /**
     * A job of ours that the clock has started.
     *
     * @param name such as {@code retention}
     */
    record Job(String name) implements Actor {}
}
