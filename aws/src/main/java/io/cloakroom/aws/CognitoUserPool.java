package io.cloakroom.aws;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.member.MemberId;
import io.cloakroom.signin.PoolConfig;
import io.cloakroom.signin.UserPool;
import io.cloakroom.site.AppClient;
import io.cloakroom.upstream.HttpUpstream;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The hosted endpoints of a Cognito user pool, or of anything that speaks the same: {@code /oauth2/token} and {@code
 * /oauth2/revoke}; and its API, for whoever is looked up.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html">Token endpoint</a>
 */
public final class CognitoUserPool implements UserPool, SdkAutoCloseable {
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    static final int BYTES_MAX = 64 << 10;

    private static final String SYSTEM = "user pool";
    /** The shortest that RFC 7636 allows. */
    private static final int VERIFIER_CHARACTERS = 43;

    private static final int ERROR_CHARACTERS_MAX = 64;

    private final String endpoint;
    private final HttpUpstream http;
    private final Optional<CognitoPeople> people;

    public CognitoUserPool(PoolConfig config, Clock clock) {
        this(config, ANSWER_WITHIN, clock);
    }

    public CognitoUserPool(PoolConfig config, Duration answerWithin, Clock clock) {
        this.endpoint = config.endpoint();
        this.http = new HttpUpstream(SYSTEM, answerWithin, BYTES_MAX);
        this.people = config.api().map(api -> new CognitoPeople(api, answerWithin, clock));
    }

    @Override
    public Answer exchange(AppClient client, String code, String verifier, String redirectUri) {
        return tokens(
                client,
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", client.clientId(),
                        "code", code,
                        "code_verifier", verifier,
                        "redirect_uri", redirectUri));
    }

    @Override
    public Answer refresh(AppClient client, String refreshToken) {
        return tokens(
                client,
                Map.of("grant_type", "refresh_token", "client_id", client.clientId(), "refresh_token", refreshToken));
    }

    @Override
    public void revoke(AppClient client, String refreshToken) {
        var answer = post(client, "/oauth2/revoke", Map.of("token", refreshToken, "client_id", client.clientId()));
        if (answer.statusCode() != 200) throw unexpected(answer);
    }

    @Override
    public Optional<Person> person(MemberId member) {
        return people().person(member);
    }

    @Override
    public List<Person> withEmail(String email) {
        return people().withEmail(email);
    }

    /** Without the console nobody asks; with it, the settings have to say where. */
    private CognitoPeople people() {
        return people.orElseThrow(() -> new IllegalStateException("the pool's API is not configured"));
    }

    /**
     * What the pool says to a code that it never gave out. {@code invalid_grant} means that it knows the client and
     * secret; {@code invalid_client} that it does not.
     *
     * @return an error code of RFC 6749, 5.2
     */
    public String errorForUnknownCode(AppClient client, String redirectUri) {
        var form = Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                client.clientId(),
                "code",
                "00000000-0000-0000-0000-000000000000",
                "code_verifier",
                "0".repeat(VERIFIER_CHARACTERS),
                "redirect_uri",
                redirectUri);
        var answer = post(client, "/oauth2/token", form);
        if (answer.statusCode() != 400 && answer.statusCode() != 401) throw unexpected(answer);
        return error(json(answer));
    }

    private Answer tokens(AppClient client, Map<String, String> form) {
        var answer = post(client, "/oauth2/token", form);
        return switch (answer.statusCode()) {
            case 200 -> tokens(json(answer));
            case 400 -> refused(json(answer));
            default -> throw unexpected(answer);
        };
    }

    private static Answer tokens(JsonObject json) {
        var access = json.text("access_token");
        var id = json.text("id_token");
        if (access.isEmpty() || id.isEmpty()) throw new Malformed(SYSTEM, "tokens are missing");
        return new Answer.Tokens(access.get(), id.get(), json.text("refresh_token"));
    }

    /** Only this one error speaks of the member. The others say that we are set up wrongly, and she can do nothing. */
    private static Answer refused(JsonObject json) {
        var error = error(json);
        if (error.equals("invalid_grant")) return new Answer.Refused();
        throw new Malformed(SYSTEM, "error " + error);
    }

    /** An error code is the pool's own word, of at most a few characters; nothing of ours comes back in it. */
    private static String error(JsonObject json) {
        var error = json.text("error").orElse("none").replaceAll("[^a-z_]", "?");
        return error.substring(0, Math.min(error.length(), ERROR_CHARACTERS_MAX));
    }

    private static JsonObject json(HttpResponse<byte[]> answer) {
        return switch (Json.read(answer.body())) {
            case Json.Reading.Read read -> read.object();
            case Json.Reading.Unreadable unreadable -> throw new Malformed(SYSTEM, unreadable.reason());
        };
    }

    private static RuntimeException unexpected(HttpResponse<byte[]> answer) {
        var status = answer.statusCode();
        var isOverloaded = status >= 500 || status == 429;
        return isOverloaded ? new Unavailable(SYSTEM, null) : new Malformed(SYSTEM, "status " + status);
    }

    private HttpResponse<byte[]> post(AppClient client, String path, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(HttpRequest.newBuilder(URI.create(endpoint + path))
                .header("Authorization", basic(client))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** RFC 6749, 2.3.1. Cognito's ids and secrets hold nothing that form encoding would change. */
    private static String basic(AppClient client) {
        var pair = client.clientId() + ":" + client.clientSecret().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        people.ifPresent(CognitoPeople::close);
    }
}
