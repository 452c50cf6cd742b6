package io.cloakroom.local.wordpress;

import io.cloakroom.local.report.SetUpException;
import io.cloakroom.upstream.HttpUpstream;
import io.cloakroom.upstream.UpstreamException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The proof that a site works from end to end. It also warms PHP's cache. */
final class FirstPage {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final int BYTES_MAX = 4 << 20;

    private FirstPage() {}

    static void require(String url, Path logs) {
        var site = new HttpUpstream("the site", ANSWER_WITHIN, BYTES_MAX);
        try {
            var answer = site.send(HttpRequest.newBuilder(URI.create(url + "/")).build());
            if (answer.statusCode() != 200) throw failed("answered with status " + answer.statusCode(), logs, null);
        } catch (UpstreamException fault) {
            throw failed("did not answer", logs, fault);
        }
    }

    private static SetUpException failed(String how, Path logs, @Nullable Exception cause) {
        return new SetUpException(
                "The site " + how, "Look at the logs of nginx, PHP and WordPress.", logs.resolve("nginx.log"), cause);
    }
}
