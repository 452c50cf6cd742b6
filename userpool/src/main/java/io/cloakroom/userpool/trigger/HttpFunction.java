package io.cloakroom.userpool.trigger;

import io.cloakroom.http.Body;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.upstream.HttpUpstream;
import io.cloakroom.upstream.UpstreamException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * A function at an address, called as by Lambda's Invoke: what emulators of Lambda serve, and any small server can.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Lambda, Invoke</a>
 */
final class HttpFunction implements Function {
    private static final String UNREACHED = "ServiceException";
    private static final Pattern ERROR = Pattern.compile("[A-Za-z]{1,64}");

    private final HttpUpstream http;
    private final URI address;

    HttpFunction(String name, URI address) {
        this.http = new HttpUpstream("function " + name, ANSWER_WITHIN, ANSWER_BYTES_MAX);
        this.address = address;
    }

    @Override
    public Reply call(byte[] event) {
        try {
            return reply(http.send(HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(event))
                    .build()));
        } catch (UpstreamException.Unavailable late) {
            return new Reply.Unanswered(late.getCause() instanceof TimeoutException ? TIMED_OUT : UNREACHED);
        }
    }

    private static Reply reply(HttpResponse<byte[]> answer) {
        var status = answer.statusCode();
        if (status == 429 || status >= 500) return new Reply.Unanswered(error(answer));
        if (status != 200) return new Reply.Impossible(error(answer));
        var words = errorOf(answer);
        return words.isPresent() ? new Reply.Threw(words.get()) : new Reply.Returned(new Body(answer.body()));
    }

    private static String error(HttpResponse<byte[]> answer) {
        return answer.headers()
                .firstValue("x-amzn-errortype")
                .filter(error -> ERROR.matcher(error).matches())
                .orElse(UNREACHED);
    }

    /** Not every emulator sends Lambda's header: what has an error's members and no response is one, too. */
    private static Optional<String> errorOf(HttpResponse<byte[]> answer) {
        if (!(Json.read(answer.body()) instanceof Json.Reading.Read read)) return Optional.empty();
        var isMarked = answer.headers().firstValue("x-amz-function-error").isPresent();
        var words = read.object().text("errorMessage");
        return isMarked || isError(read.object()) ? Optional.of(words.orElse("Unhandled")) : Optional.empty();
    }

    private static boolean isError(JsonObject answer) {
        return answer.text("errorMessage").isPresent() && !answer.has("response");
    }
}
