package io.cloakroom.userpool.oauth;

/** What became of the query of an authorization request. */
public sealed interface AuthorizeReading {
    record Allowed(AuthorizeRequest request) implements AuthorizeReading {}

    /**
     * At fault, but from a known client and with an address of its own, so that the client can be told.
     *
     * @param location the client's address with the error
     */
    record Refused(String location) implements AuthorizeReading {
        @Override
        public String toString() {
            return "Refused[hidden]";
        }
    }

    /**
     * Nobody may be sent anywhere on the strength of this one.
     *
     * @param detail for the developer, shown on a page
     */
    record Unsafe(String detail) implements AuthorizeReading {}
}
