package io.cloakroom.userpool.token;

/** What became of a refresh token that was presented. */
public sealed interface Refreshing {
    record Refreshed(Grant grant) implements Refreshing {}

    record Refused(Reason reason) implements Refreshing {}

    enum Reason {
        /** Never issued, of another client, or forgotten. */
        UNKNOWN,
        EXPIRED,
        /** By whoever held it, by an administrator, or because its user was disabled. */
        REVOKED,
        /** Rotated, and its grace is over. The family has been revoked for it. */
        REUSED
    }
}
