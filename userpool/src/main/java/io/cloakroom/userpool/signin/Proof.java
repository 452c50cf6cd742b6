package io.cloakroom.userpool.signin;

/** What somebody has shown so far to be who she says. */
public enum Proof {
    /** Her password, or that she knows it (SRP); the new one, where it had to be changed. */
    PASSWORD,
    /** The same and a second factor. */
    PASSWORD_AND_FACTOR,
    /** A code from a message, and no password. */
    CODE,
    /** A passkey. */
    PASSKEY,
    /** What a pool's own triggers asked for ({@code CUSTOM_AUTH}): they alone decide. */
    CUSTOM
}
