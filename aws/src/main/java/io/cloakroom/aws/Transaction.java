package io.cloakroom.aws;

import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.util.BitSet;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Several writes, all or none.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">TransactWriteItems</a>
 */
final class Transaction {
    private static final int ATTEMPTS_MAX = 5;

    private Transaction() {}

    /**
     * Writes; asks again where somebody else's write of the same items was under way.
     *
     * @return the places in the list whose conditions did not hold; empty if all is written, or else nothing is
     */
    static BitSet write(DynamoDb db, List<TransactWriteItem> items) {
        for (var attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            var reasons = attempt(db, items);
            var refused = new BitSet();
            for (var i = 0; i < reasons.size(); i++) {
                if (reasons.get(i).equals("ConditionalCheckFailed")) refused.set(i);
            }
            if (reasons.isEmpty() || !refused.isEmpty()) return refused;
        }
        throw new Unavailable("DynamoDB", null);
    }

    /** @return what DynamoDB says of each item; empty if it has written them */
    private static List<String> attempt(DynamoDb db, List<TransactWriteItem> items) {
        return db.call(client -> {
            try {
                client.transactWriteItems(write -> write.transactItems(items));
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
