package io.cloakroom.e2e;

import java.util.Set;

/**
 * One thing that the drill tried.
 *
 * @param what was tried
 * @param got how much came of it: so many files, an answer, a refusal
 * @param stolen the kinds of secrets that were in it; empty is as it should be
 */
public record Attempt(String part, String what, String got, Set<String> stolen) {
    public Attempt {
        stolen = Set.copyOf(stolen);
    }

    public boolean isTheft() {
        return !stolen.isEmpty();
    }
}
