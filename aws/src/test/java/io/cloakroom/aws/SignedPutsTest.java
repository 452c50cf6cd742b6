package io.cloakroom.aws;

import static io.cloakroom.aws.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.aws.DynamoDbConfig.AccessKey;
import io.cloakroom.aws.DynamoDbConfig.ReadClient;
import io.cloakroom.config.Secret;
import io.cloakroom.record.Tables;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** New items that we put ourselves, and what then becomes the SDK's. */
final class SignedPutsTest {
    private static final String PUT = answer(200, "{}");
    private static final String REFUSED = refused("ConditionalCheckFailedException");

    private static String refused(String type) {
        return answer(400, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"no\"}");
    }

    @Test
    void putNew_costsOneRequestOfOurs() throws Exception {
        try (var server = ScriptedServer.answering(PUT);
                var db = connect(server, ReadClient.SIGNED)) {
            assertThat(put(db)).isTrue();

            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.isBySdk()).isFalse();
                assertThat(request.operation()).isEqualTo("PutItem");
            });
        }
    }

    @Test
    void putNew_saysWhatTheSdkSays() throws Exception {
        try (var server = ScriptedServer.answering(PUT);
                var ours = connect(server, ReadClient.SIGNED);
                var theirs = connect(server, ReadClient.SDK)) {
            put(ours);
            put(theirs);

            assertThat(server.requests())
                    .extracting(ScriptedServer.Request::isBySdk)
                    .containsExactly(false, true);
            var bodies = server.requests().stream()
                    .map(request -> JsonMapper.shared().readTree(request.body()));
            assertThat(bodies.distinct()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(ReadClient.class)
    void putNew_whereOneStands_isRefusedAtOnce(ReadClient client) throws Exception {
        try (var server = ScriptedServer.answering(REFUSED);
                var db = connect(server, client)) {
            assertThat(put(db)).isFalse();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 500 Internal\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 400 Bad\r\nContent-Length: 4\r\n\r\nnull",
                "HTTP/1.1 400 Bad\r\nContent-Length: 16\r\n\r\n{\"__type\":\"#No\"}",
                "nonsense\r\n\r\n",
                ""
            })
    void putNew_outOfTheOrdinary_isTheSdks(String first) throws Exception {
        try (var server = first(first, PUT);
                var db = connect(server, ReadClient.SIGNED)) {
            assertThat(put(db)).isTrue();
            assertThat(server.requests())
                    .extracting(ScriptedServer.Request::isBySdk)
                    .containsExactly(false, true);
        }
    }

    /** It was put, and nobody told us: who asks again must look whose it is that stands there. */
    @Test
    void putNew_whoseAnswerWasLost_findsItThere() throws Exception {
        try (var server = first("", REFUSED);
                var db = connect(server, ReadClient.SIGNED)) {
            assertThat(put(db)).isFalse();
        }
    }

    @Test
    void putNew_downForGood_isUnavailable() throws Exception {
        try (var server = ScriptedServer.answering(answer(500, "{}"));
                var db = connect(server, ReadClient.SIGNED)) {
            assertThatThrownBy(() -> put(db)).isInstanceOf(Unavailable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {47_000, 50_000})
    void putNew_tooLargeForTheKernelToTakeAtOnce_isTheSdks(int bytes) throws Exception {
        try (var server = ScriptedServer.answering(PUT);
                var db = connect(server, ReadClient.SIGNED)) {
            assertThat(db.putNew("t", Item.empty().text("k", "1").bytes("b", new byte[bytes]), "k"))
                    .isTrue();
            assertThat(server.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.isBySdk()).isEqualTo(bytes == 50_000));
        }
    }

    private static boolean put(DynamoDb db) {
        var item =
                Item.empty().text("k", "\"\u2028\uD83D\uDE00").number("n", -12).bytes("b", new byte[] {0, -1, 127, 4});
        return db.putNew("t", item, "k");
    }

    /** Whose first connection gets this, or nothing; all others get the other. */
    private static ScriptedServer first(String first, String then) throws IOException {
        return new ScriptedServer((talk, number) -> {
            talk.hear();
            talk.say(number == 1 ? first : then);
            if (number == 1) return;
            talk.hear();
        });
    }

    private static DynamoDb connect(ScriptedServer server, ReadClient client) {
        var key = new AccessKey("AKIATEST", new Secret("secret"));
        return DynamoDb.connect(new DynamoDbConfig(
                "eu-central-1", Optional.of(server.url().toString()), Optional.of(key), client, new Tables("")));
    }
}
