package io.cloakroom.aws;

import static io.cloakroom.aws.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.aws.DynamoDbConfig.AccessKey;
import io.cloakroom.aws.DynamoDbConfig.ReadClient;
import io.cloakroom.config.Secret;
import io.cloakroom.record.Tables;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What we sign and send ourselves, and what then becomes the SDK's. */
final class SignedReadsTest {
    private static final Map<String, AttributeValue> KEY = Map.of("k", Item.textValue("1"));
    private static final String FOUND = answer(200, "{\"Item\":{\"a\":{\"S\":\"here\"}}}");
    private static final String THROTTLED =
            answer(400, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\"}");

    @Test
    void item_found_costsOneRequestOfOurs() throws Exception {
        try (var server = ScriptedServer.answering(FOUND);
                var db = connect(server, ReadClient.SIGNED)) {
            assertThat(text(db)).isEqualTo("here");

            var request = server.requests().getFirst();
            assertThat(server.requests()).hasSize(1);
            assertThat(request.isBySdk()).isFalse();
            assertThat(request.operation()).isEqualTo("GetItem");
            assertThat(request.header("authorization"))
                    .startsWith("AWS4-HMAC-SHA256 Credential=AKIATEST/")
                    .contains(
                            "/eu-central-1/dynamodb/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-target,");
            assertThat(request.header("host")).isEqualTo("127.0.0.1:" + server.port());
        }
    }

    @Test
    void item_bySdk_costsOneRequestOfTheSdk() throws Exception {
        try (var server = ScriptedServer.answering(FOUND);
                var db = connect(server, ReadClient.SDK)) {
            assertThat(text(db)).isEqualTo("here");
            assertThat(server.requests()).singleElement().matches(ScriptedServer.Request::isBySdk);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 500 Internal\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nx-amz-crc32: 1\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n{\"Item\":{\"a\":{\"SS\":[\"x\"]}}}   ",
                "nonsense\r\n\r\n",
                ""
            })
    void item_outOfTheOrdinary_isAskedOfTheSdk(String first) throws Exception {
        try (var server = first(first);
                var db = connect(server, ReadClient.SIGNED)) {
            assertThat(text(db)).isEqualTo("here");
            assertThat(server.requests())
                    .extracting(ScriptedServer.Request::isBySdk)
                    .containsExactly(false, true);
        }
    }

    @Test
    void item_throttled_isTriedAgainByTheSdk() throws Exception {
        try (var server = first(THROTTLED);
                var db = connect(server, ReadClient.SIGNED)) {
            assertThat(text(db)).isEqualTo("here");
        }
    }

    @Test
    void item_downForGood_isUnavailable() throws Exception {
        try (var server = ScriptedServer.answering(answer(500, "{}"));
                var db = connect(server, ReadClient.SIGNED)) {
            assertThatThrownBy(() -> text(db)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void item_nonsenseForGood_isMalformedAsBefore() throws Exception {
        try (var server = ScriptedServer.answering(answer(200, "<html>"));
                var db = connect(server, ReadClient.SIGNED)) {
            assertThatThrownBy(() -> text(db)).isInstanceOf(Malformed.class);
        }
    }

    @Test
    void item_silence_endsWithinTheTimeOfOneRead() throws Exception {
        try (var server = new ScriptedServer((talk, _) -> {
                    while (true) talk.hear();
                });
                var db = connect(server, ReadClient.SIGNED)) {
            var begin = System.nanoTime();

            assertThatThrownBy(() -> text(db)).isInstanceOf(Unavailable.class);

            var took = Duration.ofNanos(System.nanoTime() - begin);
            // Far from what our own time and all of the SDK's would be together, on a busy machine too.
            assertThat(took).isBetween(DynamoDb.ATTEMPT_WITHIN, DynamoDb.ANSWER_WITHIN.plusSeconds(1));
        }
    }

    @Test
    void items_batch_readsThoseThere() throws Exception {
        try (var server = ScriptedServer.answering(
                        answer(200, "{\"Responses\":{\"t\":[{\"a\":{\"S\":\"1\"}}]},\"UnprocessedKeys\":{}}"));
                var db = connect(server, ReadClient.SIGNED)) {
            assertThat(db.reads().items("t", List.of(KEY)))
                    .extracting(item -> item.text("a"))
                    .containsExactly("1");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void items_someLeftOutForGood_isUnavailable() throws Exception {
        var left = "{\"Responses\":{\"t\":[]},\"UnprocessedKeys\":{\"t\":{\"Keys\":[{\"k\":{\"S\":\"1\"}}]}}}";
        try (var server = ScriptedServer.answering(answer(200, left));
                var db = connect(server, ReadClient.SIGNED)) {
            assertThatThrownBy(() -> db.reads().items("t", List.of(KEY))).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void range_query_readsInOrder() throws Exception {
        try (var server = ScriptedServer.answering(
                        answer(200, "{\"Items\":[{\"a\":{\"S\":\"1\"}},{\"a\":{\"S\":\"2\"}}],\"Count\":2}"));
                var db = connect(server, ReadClient.SIGNED)) {
            assertThat(db.reads().range(new Range("t", "k", "1", Optional.empty(), 2, true)))
                    .extracting(item -> item.text("a"))
                    .containsExactly("1", "2");
        }
    }

    @Test
    void range_inSeveralAnswers_isReadUpToItsLimit() throws Exception {
        var some = answer(200, "{\"Items\":[{\"a\":{\"S\":\"1\"}}],\"LastEvaluatedKey\":{\"a\":{\"S\":\"1\"}}}");
        try (var server = ScriptedServer.answering(some);
                var db = connect(server, ReadClient.SIGNED)) {
            assertThat(db.reads().range(new Range("t", "k", "1", Optional.empty(), 3, true)))
                    .hasSize(3);
            assertThat(server.requests()).hasSize(3);
        }
    }

    /** Whose first connection gets this, or nothing; all others get an item. */
    private static ScriptedServer first(String first) throws IOException {
        return new ScriptedServer((talk, number) -> {
            talk.hear();
            talk.say(number == 1 ? first : FOUND);
            if (number == 1) return;
            talk.hear();
        });
    }

    private static String text(DynamoDb db) {
        return db.reads().item("t", KEY).orElseThrow().text("a");
    }

    private static DynamoDb connect(ScriptedServer server, ReadClient client) {
        var key = new AccessKey("AKIATEST", new Secret("secret"));
        return DynamoDb.connect(new DynamoDbConfig(
                "eu-central-1", Optional.of(server.url().toString()), Optional.of(key), client, new Tables("")));
    }
}
