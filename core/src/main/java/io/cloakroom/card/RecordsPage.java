package io.cloakroom.card;

import io.cloakroom.site.Site;
import java.util.List;
import java.util.Optional;

/**
 * A member's own records of one collection, as her page shows them. Does not print what they hold.
 *
 * @param add if she may add one
 * @param notice what was just done, such as "Saved."
 * @param prove where she proves herself again before secret fields are shown whole; empty if she just has
 * @param next where the list goes on
 */
public record RecordsPage(
        Site site,
        String memberName,
        String title,
        List<Shown> records,
        Optional<Adding> add,
        Optional<String> notice,
        Optional<String> prove,
        Optional<String> next,
        Optional<Leaving> leaving) {
    public RecordsPage {
        records = List.copyOf(records);
    }

    /**
     * One record.
     *
     * @param name of several, such as "Record plan-1"; empty if there is one alone
     * @param edit the address of its form
     * @param unmask the address that shows its secret fields whole
     * @param delete the address that asks whether it shall go
     */
    public record Shown(
            Optional<String> name,
            List<Row> rows,
            Optional<String> edit,
            Optional<String> unmask,
            Optional<String> delete) {
        public Shown {
            rows = List.copyOf(rows);
        }
    }

    /** Where a record is added, in the words of the collection. */
    public record Adding(String label, String address) {}

    /** A field that has a value. */
    public record Row(String title, String value, boolean isMasked) {
        @Override
        public String toString() {
            return "Row[" + title + "]";
        }
    }
}
