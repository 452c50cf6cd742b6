package io.cloakroom.console;

import java.util.List;
import java.util.Optional;

/**
 * Where a member is looked for, and who was found. Does not print.
 *
 * @param ways by which one may look, each with its name and what people call it
 * @param way that was chosen
 * @param found empty before anything was looked for
 * @param fault what was wrong with what was typed
 */
public record SearchPage(List<Way> ways, String way, Optional<List<Found>> found, Optional<String> fault) {
    public SearchPage {
        ways = List.copyOf(ways);
    }

    public record Way(String name, String title) {}

    /** @param address of her page */
    public record Found(String name, Optional<String> email, String id, String address) {
        @Override
        public String toString() {
            return "Found[" + id + "]";
        }
    }
}
