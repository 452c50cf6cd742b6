package io.cloakroom.userpool.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A job that brings users over from a file.
 *
 * @param number orders jobs; the store gives it
 * @param role the ARN that the caller gave, for what Cognito needs and this pool does not
 * @param uploadHash of the secret in the address that the file is uploaded to
 * @param line of the file, the last one that was worked on; the first one is the header
 */
public record ImportJob(
        long number,
        String id,
        String poolId,
        String name,
        String role,
        String uploadHash,
        Instant uploadUntil,
        Status status,
        Instant created,
        Optional<Instant> started,
        Optional<Instant> completed,
        int line,
        Counts counts,
        Optional<String> message) {
    /** Spelled on the wire as {@link #wireName()}. */
    public enum Status {
        CREATED("Created"),
        IN_PROGRESS("InProgress"),
        STOPPING("Stopping"),
        EXPIRED("Expired"),
        STOPPED("Stopped"),
        FAILED("Failed"),
        SUCCEEDED("Succeeded");

        private final String wireName;

        Status(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /** Of lines. */
    public record Counts(int imported, int skipped, int failed) {
        public static final Counts NONE = new Counts(0, 0, 0);
    }

    /** Whether it works on its file, or soon will. */
    public boolean isActive() {
        return status == Status.IN_PROGRESS || status == Status.STOPPING;
    }

    public ImportJob started(Instant now) {
        return with(Status.IN_PROGRESS, Optional.of(now), Optional.empty(), Optional.empty());
    }

    public ImportJob stopping() {
        return with(Status.STOPPING, started, completed, message);
    }

    /** @param words what Cognito calls the completion message */
    public ImportJob ended(Status end, String words, Instant now) {
        return with(end, started, Optional.of(now), Optional.of(words));
    }

    private ImportJob with(
            Status newStatus, Optional<Instant> newStarted, Optional<Instant> newCompleted, Optional<String> words) {
        return new ImportJob(
                number,
                id,
                poolId,
                name,
                role,
                uploadHash,
                uploadUntil,
                newStatus,
                created,
                newStarted,
                newCompleted,
                line,
                counts,
                words);
    }

    public ImportJob at(int newLine, Counts newCounts) {
        return new ImportJob(
                number,
                id,
                poolId,
                name,
                role,
                uploadHash,
                uploadUntil,
                status,
                created,
                started,
                completed,
                newLine,
                newCounts,
                message);
    }
}
