package io.cloakroom.aws;

import io.cloakroom.aws.ItemJson.UnreadableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads by requests that we sign and send ourselves, at a fraction of the SDK's cost. Whatever is out of the ordinary (no
 * answer, any status but 200, an answer that cannot be read) it leaves to the SDK: the read is asked anew there, with all the
 * SDK's retries, within what is left of the time. So the SDK alone decides what a failure is.
 */
final class SignedReads implements Reads {
    private static final Logger LOG = LoggerFactory.getLogger(SignedReads.class);

    private final SignedRequests requests;
    private final Duration answerWithin;
    private final Function<Duration, Reads> sdk;

    /**
     * @param answerWithin the whole of a read, with what the SDK may have to do
     * @param sdk to turn to, for what takes no longer than a given time
     */
    SignedReads(SignedRequests requests, Duration answerWithin, Function<Duration, Reads> sdk) {
        this.requests = requests;
        this.answerWithin = answerWithin;
        this.sdk = sdk;
    }

    @Override
    public Optional<Item> item(String table, Map<String, AttributeValue> key) {
        return ask("GetItem", ItemJson.getItem(table, key), ItemJson::item, reads -> reads.item(table, key));
    }

    @Override
    public List<Item> items(String table, List<Map<String, AttributeValue>> keys) {
        return ask(
                "BatchGetItem",
                ItemJson.batchGetItem(table, keys),
                answer -> ItemJson.items(answer, table),
                reads -> reads.items(table, keys));
    }

    @Override
    public Page page(Range range) {
        return ask("Query", ItemJson.query(range), ItemJson::page, reads -> reads.page(range));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(byte[] answer) throws UnreadableException;
    }

    private <T> T ask(String operation, byte[] body, Reading<T> reading, Function<Reads, T> otherwise) {
        var begin = System.nanoTime();
        try {
            var answer = requests.exchange(operation, body);
            if (answer.status() == 200) return reading.read(answer.body().bytes());
            LOG.debug("{} answered with status {}: the SDK is asked", operation, answer.status());
        } catch (IOException | SdkException fault) {
            LOG.debug("{} had no good answer: the SDK is asked", operation, fault);
        }
        var left = answerWithin.minusNanos(System.nanoTime() - begin);
        return otherwise.apply(sdk.apply(left));
    }
}
