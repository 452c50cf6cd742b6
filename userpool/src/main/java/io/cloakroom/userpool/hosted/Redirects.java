package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Response;

/** Answers that send the browser on. */
final class Redirects {
    private Redirects() {}

    /** @param location a path of ours, or a client's registered address */
    static Response found(String location) {
        return redirect(302, location);
    }

    /** After a form: the browser asks for the next page with GET, and a reload does not send the form again. */
    static Response seeOther(String location) {
        return redirect(303, location);
    }

    private static Response redirect(int status, String location) {
        return Response.of(status)
                .header("Location", location)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "same-origin")
                .header("X-Content-Type-Options", "nosniff");
    }
}
