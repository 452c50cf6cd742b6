package io.cloakroom.aws;

import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Several writes, all or none.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">TransactWriteItems</a>
 */
final class Transaction {
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int DOUBLINGS_MAX = 6;

    private Transaction() {}

    /**
     * Writes; asks again, as long as a call may take, where somebody else's write of the same items was under way: all
     * writes of one member's look at the same tombstone.
     *
     * @return the places in the list whose conditions did not hold; empty if all is written, or else nothing is
     */
    static BitSet write(DynamoDb db, List<TransactWriteItem> items) {
        var begin = System.nanoTime();
        for (var attempt = 0; ; attempt++) {
            var left = db.answerWithin().minusNanos(System.nanoTime() - begin);
            if (!left.isPositive()) throw new Unavailable("DynamoDB", null);
            var reasons = attempt(db, items, left);
            var refused = new BitSet();
            for (var i = 0; i < reasons.size(); i++) {
                if (reasons.get(i).equals("ConditionalCheckFailed")) refused.set(i);
            }
            if (reasons.isEmpty() || !refused.isEmpty()) return refused;
            pause(attempt);
        }
    }

    /** Of many who are in each other's way, each comes again at another time, and later the more there are. */
    private static void pause(int attempt) {
        var longest = PAUSE.toNanos() << Math.min(attempt, DOUBLINGS_MAX);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
    }

    /** @return what DynamoDB says of each item; empty if it has written them */
    private static List<String> attempt(DynamoDb db, List<TransactWriteItem> items, Duration within) {
        return db.call(client -> {
            try {
                client.transactWriteItems(write ->
                        write.transactItems(items).overrideConfiguration(override -> override.apiCallTimeout(within)));
                return List.of();
            } catch (TransactionCanceledException cancelled) {
                var reasons = cancelled.cancellationReasons().stream()
                        .map(reason -> String.valueOf(reason.code()))
                        .toList();
                var isOurs = reasons.contains("ConditionalCheckFailed") || reasons.contains("TransactionConflict");
                if (!isOurs) throw cancelled;
                return reasons;
            }
        });
    }
}
