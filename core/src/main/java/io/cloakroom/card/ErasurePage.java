package io.cloakroom.card;

import io.cloakroom.site.Site;
import java.util.List;
import java.util.Optional;

/**
 * Where a member asks for all her data to be erased, and reads before what that does.
 *
 * @param kept how much there is, such as "Training plan: 3 records"
 * @param plain fields that backups show as they were
 * @param marked fields that are found by their value, so that backups can be asked whether it was this one
 * @param untouched titles of what is shown from tables of the operator's own
 * @param sites all websites that it is for, if there is more than one
 * @param when in words, such as "in 7 days"; {@code day}: on which that is
 * @param address where the form goes
 * @param prove where she proves herself again first; empty if she just has
 */
public record ErasurePage(
        Site site,
        String memberName,
        List<String> kept,
        List<String> plain,
        List<String> marked,
        List<String> untouched,
        List<String> sites,
        String when,
        String day,
        String address,
        Optional<String> prove,
        Optional<Leaving> leaving) {
    public ErasurePage {
        kept = List.copyOf(kept);
        plain = List.copyOf(plain);
        marked = List.copyOf(marked);
        untouched = List.copyOf(untouched);
        sites = List.copyOf(sites);
    }
}
