package io.cloakroom.token;

/** May this token be believed? Refusal is ordinary, so it is a value and not an exception. */
public sealed interface Verdict {
    record Accepted(AccessToken token) implements Verdict {}

    record Rejected(Reason reason) implements Verdict {}
}
