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
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What becomes of a transaction that others are in the way of. */
final class TransactionTest {
    /** So many rows of one member may be written at once. */
    private static final int CONTENDERS = 16;

    private static final Duration WITHIN = Duration.ofSeconds(3);
    private static final String CONFLICT = cancelled("None", "TransactionConflict");

    private static String cancelled(String... codes) {
        var reasons = String.join(
                ",", List.of(codes).stream().map("{\"Code\":\"%s\"}"::formatted).toList());
        return answer(
                400,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\",\"message\":\"no\","
                        + "\"CancellationReasons\":[" + reasons + "]}");
    }

    /** Cancels the first ones so, and writes what comes then. */
    private static ScriptedServer cancelling(String answer, int first) throws IOException {
        var asked = new AtomicInteger();
        return new ScriptedServer((talk, _) -> {
            while (true) {
                talk.hear();
                talk.say(asked.incrementAndGet() <= first ? answer : answer(200, "{}"));
            }
        });
    }

    private static BitSet write(ScriptedServer server, Duration within) {
        var key = new AccessKey("AKIATEST", new Secret("secret"));
        var config = new DynamoDbConfig(
                "eu-central-1", Optional.of(server.url().toString()), Optional.of(key), ReadClient.SDK, new Tables(""));
        var item = TransactWriteItem.builder()
                .put(put -> put.tableName("t").item(Item.empty().text("k", "1").attributes()))
                .build();
        try (var db = DynamoDb.connect(config, within)) {
            return Transaction.write(db, List.of(item, item));
        }
    }

    @Test
    void write_thatLosesToAllOthers_isWrittenInTheEnd() throws Exception {
        try (var server = cancelling(CONFLICT, CONTENDERS - 1)) {
            assertThat(write(server, Duration.ofSeconds(20)).isEmpty()).isTrue();
            assertThat(server.requests()).hasSize(CONTENDERS);
        }
    }

    @Test
    void write_thatOthersAreAlwaysInTheWayOf_isUnavailableInTime() throws Exception {
        try (var server = cancelling(CONFLICT, Integer.MAX_VALUE)) {
            var begin = System.nanoTime();
            assertThatThrownBy(() -> write(server, WITHIN)).isInstanceOf(Unavailable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(WITHIN, WITHIN.multipliedBy(3));
            assertThat(server.requests()).hasSizeBetween(2, 200);
        }
    }

    @Test
    void write_whoseConditionDoesNotHold_isRefusedAtOnce() throws Exception {
        try (var server = cancelling(cancelled("TransactionConflict", "ConditionalCheckFailed"), 1)) {
            assertThat(write(server, Duration.ofSeconds(20))).isEqualTo(BitSet.valueOf(new long[] {0b10}));
            assertThat(server.requests()).hasSize(1);
        }
    }
}
