package io.cloakroom.token;

import io.cloakroom.upstream.UpstreamException;

/** One thing that was looked at in a token, and what was found. */
public record TokenCheck(Subject subject, Finding finding) {
    /** In the order in which the gateway looks at them. */
    public enum Subject {
        FORM,
        ALGORITHM,
        KEY,
        SIGNATURE,
        ISSUER,
        USE,
        CLIENT,
        SCOPE,
        MEMBER,
        TIMES
    }

    public sealed interface Finding {
        record Holds() implements Finding {}

        record Fails(Reason reason) implements Finding {}

        /** Nobody asked. */
        record NotAsked() implements Finding {}

        /** After an earlier fault there is nothing to look at. */
        record Skipped() implements Finding {}

        /** The issuer's keys are needed and cannot be had. */
        record CannotTell(UpstreamException why) implements Finding {}
    }
}
