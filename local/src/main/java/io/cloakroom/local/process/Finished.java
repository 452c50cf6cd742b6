package io.cloakroom.local.process;

import java.nio.file.Path;

/**
 * A program that has run to its end. Its text leaves out what the program printed.
 *
 * @param output what it printed on standard output
 * @param log what it printed on standard error is in here
 */
public record Finished(int status, String output, Path log) {
    @Override
    public String toString() {
        return "Finished[" + status + ", " + output.length() + " characters]";
    }
}
