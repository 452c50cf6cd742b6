package io.cloakroom.upstream;

import static java.net.http.HttpResponse.BodyHandlers.limiting;
import static java.net.http.HttpResponse.BodyHandlers.ofByteArray;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** An HTTP system we call. Redirects are never followed: an answer comes from the address that was configured. */
public final class HttpUpstream {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);

    private final String system;
    private final Duration answerWithin;
    private final int bytesMax;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_WITHIN)
            .build();

    /**
     * @param system its name, for the log
     * @param answerWithin from the call to the last byte of the answer
     * @param bytesMax a longer answer counts as no answer
     */
    public HttpUpstream(String system, Duration answerWithin, int bytesMax) {
        this.system = system;
        this.answerWithin = answerWithin;
        this.bytesMax = bytesMax;
    }

    /**
     * Any status is an answer.
     *
     * @throws UpstreamException.Unavailable if there was none in time, or it was too long
     */
    public HttpResponse<byte[]> send(HttpRequest request) {
        // Not HttpRequest.timeout: on JDK 25 that clock stops at the headers. Upstream.call covers the body too.
        return Upstream.call(system, answerWithin, () -> http.send(request, limiting(ofByteArray(), bytesMax)));
    }

    public String system() {
        return system;
    }
}
