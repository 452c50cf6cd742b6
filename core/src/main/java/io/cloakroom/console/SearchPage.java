package io.cloakroom.console;

import java.util.List;
import java.util.Optional;

/**
 * Where a member is looked for, and who was found. Does not print.
 *
 * @param ways by which one may look, each with its name and what people call it
 * @param way that was chosen
 * @param byField by the value of a field; empty where no rule lets her
 * @param found empty before anything was looked for
 * @param fault what was wrong with what was typed
 */
public record SearchPage(
        List<Way> ways, String way, Optional<ByField> byField, Optional<List<Found>> found, Optional<String> fault) {
    public SearchPage {
        ways = List.copyOf(ways);
    }

    public record Way(String name, String title) {}

    /**
     * @param fields by whose values one may look, for one purpose or another
     * @param field that was chosen; empty text before one is
     * @param purpose that was chosen; empty text before one is
     */
    public record ByField(List<Way> fields, List<String> purposes, String field, String purpose) {
        public ByField {
            fields = List.copyOf(fields);
            purposes = List.copyOf(purposes);
        }

        /** Whether it is this form that was sent. */
        public boolean isChosen() {
            return !field.isEmpty();
        }
    }

    /** @param address of her page */
    public record Found(String name, Optional<String> email, String id, String address) {
        @Override
        public String toString() {
            return "Found[" + id + "]";
        }
    }
}
