package io.cloakroom.aws;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.member.MemberId;
import io.cloakroom.signin.PoolApi;
import io.cloakroom.signin.UserPool;
import io.cloakroom.signin.UserPool.Person;
import io.cloakroom.upstream.HttpUpstream;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Looks users up by Cognito's {@code ListUsers}, and does nothing else there: the role needs {@code cognito-idp:ListUsers} on
 * this one pool.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html">ListUsers</a>
 */
final class CognitoPeople implements SdkAutoCloseable {
    private static final String SYSTEM = "user pool";
    private static final String TARGET = "AWSCognitoIdentityProviderService.ListUsers";
    private static final String MEDIA_TYPE = "application/x-amz-json-1.1";
    private static final int BYTES_MAX = 256 << 10;

    private final PoolApi api;
    private final URI address;
    private final AwsCredentialsProvider credentials;
    private final RequestSigner signer;
    private final HttpUpstream http;

    CognitoPeople(PoolApi api, Duration answerWithin, Clock clock) {
        this.api = api;
        this.address = URI.create(api.endpoint() + "/");
        this.credentials = Sdk.credentials(api.keys()
                .map(keys -> AwsBasicCredentials.create(keys.id(), keys.secret().reveal())));
        this.signer = new RequestSigner("cognito-idp", api.region(), clock);
        this.http = new HttpUpstream(SYSTEM, answerWithin, BYTES_MAX);
    }

    Optional<Person> person(MemberId member) {
        return list("sub", member.value()).stream()
                .filter(person -> person.member().equals(member))
                .findFirst();
    }

    List<Person> withEmail(String email) {
        return list("email", email);
    }

    /** {@code =} finds the whole text and no other. Nobody is called by what would end the text of a filter early. */
    private List<Person> list(String attribute, String text) {
        if (text.contains("\\") || text.contains("\"")) return List.of();
        var body = Json.write(Json.members(
                "UserPoolId", api.poolId(), "Filter", attribute + " = \"" + text + "\"", "Limit", UserPool.FOUND_MAX));
        var users = json(send(body)).objects("Users").orElseThrow(() -> new Malformed(SYSTEM, "users are missing"));
        return users.stream().flatMap(user -> person(user).stream()).toList();
    }

    private static Optional<Person> person(JsonObject user) {
        var attributes = new TreeMap<String, String>();
        for (var attribute : user.objects("Attributes").orElse(List.of())) {
            var name = attribute.text("Name");
            var value = attribute.text("Value");
            if (name.isPresent() && value.isPresent()) attributes.put(name.get(), value.get());
        }
        return Optional.ofNullable(attributes.get("sub"))
                .filter(MemberId::isMemberId)
                .map(sub -> new Person(new MemberId(sub), text(attributes, "email"), text(attributes, "name")));
    }

    private static Optional<String> text(Map<String, String> attributes, String name) {
        return Optional.ofNullable(attributes.get(name)).filter(text -> !text.isBlank());
    }

    private static JsonObject json(HttpResponse<byte[]> answer) {
        return switch (Json.read(answer.body())) {
            case Json.Reading.Read read -> read.object();
            case Json.Reading.Unreadable unreadable -> throw new Malformed(SYSTEM, unreadable.reason());
        };
    }

    private HttpResponse<byte[]> send(byte[] body) {
        var headers = new TreeMap<>(
                Map.of("host", address.getRawAuthority(), "content-type", MEDIA_TYPE, "x-amz-target", TARGET));
        var request = HttpRequest.newBuilder(address).POST(BodyPublishers.ofByteArray(body));
        // The client writes the host itself, from the same address, and lets nobody else do so.
        signed(headers, body).forEach((name, value) -> {
            if (!name.equals("host")) request.setHeader(name, value);
        });
        var answer = http.send(request.build());
        if (answer.statusCode() == 200) return answer;
        var isOverloaded = answer.statusCode() >= 500 || answer.statusCode() == 429 || isThrottled(answer);
        throw isOverloaded ? new Unavailable(SYSTEM, null) : new Malformed(SYSTEM, "status " + answer.statusCode());
    }

    private SortedMap<String, String> signed(SortedMap<String, String> headers, byte[] body) {
        try {
            return new TreeMap<>(signer.signed(credentials.resolveCredentials(), headers, body));
        } catch (SdkException noCredentials) {
            throw new Unavailable(SYSTEM, noCredentials);
        }
    }

    private static boolean isThrottled(HttpResponse<byte[]> answer) {
        return Json.read(answer.body()) instanceof Json.Reading.Read(var json)
                && json.text("__type").orElse("").endsWith("TooManyRequestsException");
    }

    @Override
    public void close() {
        Sdk.close(credentials);
    }
}
