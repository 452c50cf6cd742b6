package io.cloakroom.userpool.pages;

import java.util.Optional;

/**
 * @param heading what happened, in a few words
 * @param words what it means for the visitor
 * @param detail for the developer, if there is something to say
 */
public record ProblemView(String heading, String words, Optional<String> detail, Optional<Link> link) {
    public ProblemView(String heading, String words, String detail) {
        this(heading, words, Optional.of(detail), Optional.empty());
    }

    /** A way out, on the pool's own origin. */
    public record Link(String href, String words) {}
}
