package io.cloakroom.aws;

import static io.cloakroom.aws.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.aws.DynamoDbConfig.AccessKey;
import io.cloakroom.aws.DynamoDbConfig.ReadClient;
import io.cloakroom.aws.ScriptedServer.Request;
import io.cloakroom.config.Secret;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Tables;
import io.cloakroom.site.SiteId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is left of an address that a member has proven once she has no more, or another. */
final class DynamoWitnessesTest {
    private static final String OLD = answer(200, "{\"Item\":{\"mark\":{\"S\":\"old\"}}}");

    private static List<Request> deletions(Optional<String> mark) throws IOException {
        try (var server = new ScriptedServer((talk, _) -> {
                    while (true) talk.say(talk.hear().operation().equals("GetItem") ? OLD : answer(200, "{}"));
                });
                var db = connect(server)) {
            new DynamoWitnesses(db, "facts").note(new SiteId("demo"), new MemberId("ada"), mark);
            return server.requests().stream()
                    .filter(request -> request.operation().equals("DeleteItem"))
                    .toList();
        }
    }

    private static DynamoDb connect(ScriptedServer server) {
        return DynamoDb.connect(new DynamoDbConfig(
                "eu-central-1",
                Optional.of(server.url().toString()),
                Optional.of(new AccessKey("AKIATEST", new Secret("secret"))),
                ReadClient.SDK,
                new Tables("")));
    }

    @Test
    void note_none_leavesNothingOfTheOldOne() throws IOException {
        var deletions = deletions(Optional.empty());
        assertThat(deletions).hasSize(2);
        // Another member may have it by now.
        assertThat(deletions.getFirst().body()).contains("demo#address#old", "#sub = :member", "\"ada\"");
        assertThat(deletions.getLast().body()).contains("demo#sub#ada").doesNotContain("ConditionExpression");
    }

    @Test
    void note_another_forgetsWhoseTheOldOneWas() throws IOException {
        assertThat(deletions(Optional.of("new")))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("demo#address#old"));
        assertThat(deletions(Optional.of("old"))).isEmpty();
    }
}
