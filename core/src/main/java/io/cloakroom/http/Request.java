package io.cloakroom.http;

/**
 * One request as it came over the wire.
 *
 * @param id names this request in logs and answers; made by us, 22 base64url characters
 * @param method upper case as sent
 * @param path raw, starts with a slash, not decoded
 * @param query raw, without the question mark; empty if there is none
 * @param remoteAddress who asks: the peer's address, or the one that the nearest proxy of our own saw
 */
public record Request(
        String id, String method, String path, String query, Headers headers, Body body, String remoteAddress) {

    /** The query stays out: it may hold a code or a ticket. */
    @Override
    public String toString() {
        return "Request[" + id + " " + method + " " + path + "]";
    }
}
