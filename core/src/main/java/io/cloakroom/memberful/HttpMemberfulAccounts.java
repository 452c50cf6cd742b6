package io.cloakroom.memberful;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.site.MemberfulAccount;
import io.cloakroom.upstream.HttpUpstream;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;

/**
 * Asks Memberful's GraphQL API. It tells faults with status 200 too, under {@code errors}.
 *
 * @see <a href="https://memberful.com/help/custom-development-and-api/memberful-api/">Memberful's API</a>
 */
public final class HttpMemberfulAccounts implements MemberfulAccounts {
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    static final int BYTES_MAX = 256 << 10;

    private static final String SYSTEM = "Memberful";
    private static final String PATH = "/api/graphql";
    private static final String QUERY = """
            query($id: ID!) { member(id: $id) { id email subscriptions { \
            id active autorenew activatedAt expiresAt trialEndAt pass { id name } } } }""";

    private final HttpUpstream http = new HttpUpstream(SYSTEM, ANSWER_WITHIN, BYTES_MAX);
    private final Clock clock;

    public HttpMemberfulAccounts(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Account find(MemberfulAccount account, long id) {
        var body = Json.write(Json.members("query", QUERY, "variables", Json.members("id", Long.toString(id))));
        var request = HttpRequest.newBuilder(URI.create(account.url() + PATH))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + account.apiKey().reveal())
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        var answer = http.send(request);
        if (answer.statusCode() == 429 || answer.statusCode() >= 500) throw new Unavailable(SYSTEM, null);
        if (answer.statusCode() != 200) throw new Malformed(SYSTEM, "status " + answer.statusCode());
        return switch (Json.read(answer.body())) {
            case Json.Reading.Read read -> account(read.object());
            case Json.Reading.Unreadable unreadable -> throw new Malformed(SYSTEM, unreadable.reason());
        };
    }

    private Account account(JsonObject answer) {
        if (answer.has("errors")) throw new Malformed(SYSTEM, "it tells of errors");
        var data = answer.object("data").orElseThrow(() -> new Malformed(SYSTEM, "no data"));
        if (data.isNull("member")) return Account.GONE;
        var member = data.object("member").orElseThrow(() -> new Malformed(SYSTEM, "no member"));
        return new SubscriptionReader(clock.instant()).account(member);
    }
}
