package io.cloakroom.local.report;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * This machine, or a program on it, let us down. Thrown by all parts of {@code local}, answered only by its commands, which
 * show it as it is. The words are for the person at the terminal and hold no secret.
 */
public final class SetUpException extends RuntimeException {
    private final String advice;
    private final @Nullable Path log;

    /**
     * @param what happened, in one sentence
     * @param advice what to do next, in one sentence
     */
    public SetUpException(String what, String advice) {
        this(what, advice, null, null);
    }

    /** @param log where the program's own words are */
    public SetUpException(String what, String advice, @Nullable Path log, @Nullable Throwable cause) {
        super(what, cause);
        this.advice = advice;
        this.log = log;
    }

    public String advice() {
        return advice;
    }

    public Optional<Path> log() {
        return Optional.ofNullable(log);
    }
}
