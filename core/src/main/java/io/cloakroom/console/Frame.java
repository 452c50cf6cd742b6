package io.cloakroom.console;

import java.util.Optional;

/**
 * What stands on every page of the console. Does not print.
 *
 * @param staffName who is signed in
 * @param subject whom she looks at; empty where she looks at nobody yet
 */
public record Frame(String staffName, Optional<Subject> subject) {
    /**
     * A member, as the pool knows her.
     *
     * @param id her lasting name
     * @param purpose for which she is looked at; empty until one is chosen
     * @param address of her page, on which a purpose is chosen
     * @param overview the same page for the purpose that was chosen
     */
    public record Subject(
            String name, Optional<String> email, String id, Optional<String> purpose, String address, String overview) {
        @Override
        public String toString() {
            return "Subject[" + id + "]";
        }
    }

    @Override
    public String toString() {
        return "Frame[" + subject + "]";
    }
}
