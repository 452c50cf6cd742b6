package io.cloakroom.reconcile;

import io.cloakroom.membership.FactReader;
import io.cloakroom.site.Site;
import io.cloakroom.upstream.UpstreamException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks a site what its users hold. Every method throws {@link UpstreamException} if it does not say so in a way we believe. */
public interface SiteUsers {
    int LIMIT = 50;

    /** What a site answers. */
    sealed interface Answer {
        /**
         * @param facts at most as many as were asked for; a malformed one stands among them
         * @param next empty at the end
         * @param total how many users there are, as the site says
         */
        record Page(List<FactReader.Reading> facts, Optional<String> next, OptionalLong total) implements Answer {
            public Page {
                facts = List.copyOf(facts);
            }
        }

        /** The cursor is none of the site's, or none any more. */
        record BadCursor() implements Answer {}
    }

    /**
     * @param cursor of the page before; empty to begin
     * @param afterSequence the site numbers what it answers from above this on
     */
    Answer page(Site site, Optional<String> cursor, long afterSequence);

    /** The same of one user alone. */
    Answer user(Site site, String user, long afterSequence);
}
