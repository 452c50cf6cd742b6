package io.cloakroom.gateway;

/** The stable codes of problems, each with its status and its title. Clients go by the code; people read the title. */
public enum Code {
    BAD_REQUEST("bad-request", 400, "Bad request"),
    UNAUTHORIZED("unauthorized", 401, "Sign in again"),
    MEMBERSHIP_REQUIRED("membership-required", 403, "A membership is required"),
    DELIVERY_NOT_ALLOWED("delivery-not-allowed", 403, "Not by this way"),
    FORBIDDEN("forbidden", 403, "Not for this account"),
    NOT_FOUND("not-found", 404, "Not found"),
    METHOD_NOT_ALLOWED("bad-request", 405, "Method not allowed"),
    TOO_SLOW("bad-request", 408, "The request took too long"),
    CONFLICT("conflict", 409, "Changed meanwhile"),
    ERASED("erased", 410, "No record of yours is kept here"),
    TOO_LARGE("too-large", 413, "Too large"),
    WRONG_TYPE("bad-request", 415, "Wrong content type"),
    RATE_LIMITED("rate-limited", 429, "Too many requests"),
    INTERNAL("internal", 500, "A mistake of ours"),
    UPSTREAM_MALFORMED("upstream-malformed", 502, "An answer could not be read"),
    UPSTREAM_UNAVAILABLE("upstream-unavailable", 503, "Not available now");

    private final String word;
    private final int status;
    private final String title;

    Code(String word, int status, String title) {
        this.word = word;
        this.status = status;
        this.title = title;
    }

    public String word() {
        return word;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
