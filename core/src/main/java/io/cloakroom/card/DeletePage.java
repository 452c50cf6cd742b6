package io.cloakroom.card;

import io.cloakroom.card.RecordsPage.Row;
import io.cloakroom.site.Site;
import java.util.List;
import java.util.Optional;

/**
 * Asks a member whether a record of hers shall go. Does not print what it holds.
 *
 * @param title of its collection
 * @param word what one of them is called
 * @param address where the answer goes
 * @param back the list, unchanged
 * @param version of the record that she sees: no other is deleted
 * @param problem why it was not deleted before
 */
public record DeletePage(
        Site site,
        String memberName,
        String title,
        String word,
        List<Row> rows,
        String address,
        String back,
        long version,
        Optional<String> problem,
        Optional<Leaving> leaving) {
    public DeletePage {
        rows = List.copyOf(rows);
    }
}
