package io.cloakroom.card;

import io.cloakroom.site.Site;
import java.util.List;
import java.util.Optional;

/**
 * Where a member takes a copy of all her data. Holds none of it.
 *
 * @param missing what she may not see now, and what for
 * @param address where the form goes
 * @param prove where she proves herself again first; empty if she just has
 * @param limit of the file, in words
 */
public record ExportPage(
        Site site,
        String memberName,
        List<Part> parts,
        List<String> missing,
        String address,
        Optional<String> prove,
        String limit,
        Optional<Leaving> leaving) {
    public ExportPage {
        parts = List.copyOf(parts);
        missing = List.copyOf(missing);
    }

    /**
     * A collection.
     *
     * @param fields by title
     * @param masked those of them that stay hidden
     */
    public record Part(String title, List<String> fields, List<String> masked) {
        public Part {
            fields = List.copyOf(fields);
            masked = List.copyOf(masked);
        }
    }
}
