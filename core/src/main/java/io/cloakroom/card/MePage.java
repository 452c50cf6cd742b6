package io.cloakroom.card;

import io.cloakroom.card.Pages.Link;
import io.cloakroom.site.Site;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The member's own page.
 *
 * @param left until the session ends whatever happens
 * @param idle after which it ends without use
 * @param asked what the site has passed on
 * @param records where her records are shown
 * @param more where she does something with all of it
 * @param gone what she is told who was erased
 */
public record MePage(
        Site site,
        String memberName,
        Duration left,
        Duration idle,
        List<Waiting> asked,
        List<Link> records,
        List<Link> more,
        Optional<Leaving> leaving,
        Optional<String> gone) {
    public MePage {
        asked = List.copyOf(asked);
        records = List.copyOf(records);
        more = List.copyOf(more);
    }

    /** @param dismiss where the form goes by which it is forgotten */
    public record Waiting(String text, Link goOn, String dismiss) {}
}
