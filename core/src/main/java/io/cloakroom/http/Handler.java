package io.cloakroom.http;

/** Answers requests. Called on a thread of the request's own, so it may block. */
@FunctionalInterface
public interface Handler {
    Response handle(Request request);
}
