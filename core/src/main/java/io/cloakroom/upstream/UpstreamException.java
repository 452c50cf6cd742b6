package io.cloakroom.upstream;

import org.jspecify.annotations.Nullable;

/** A system we depend on let us down. Thrown by adapters, answered only by {@code gateway.Problems}. */
public abstract sealed class UpstreamException extends RuntimeException {
    private UpstreamException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** No answer in time, or a refusal to serve. A later try may succeed. */
    public static final class Unavailable extends UpstreamException {
        public Unavailable(String system, @Nullable Throwable cause) {
            super(system + " did not answer", cause);
        }
    }

    /** An answer we cannot read. Trying again will not help. */
    public static final class Malformed extends UpstreamException {
        /** @param detail the kind of fault, never a part of the answer */
        public Malformed(String system, String detail) {
            super(system + " answered badly: " + detail, null);
        }
    }
}
