package io.cloakroom.aws;

import io.cloakroom.aws.ItemJson.UnreadableException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads by requests that we sign and send ourselves, at a fraction of the SDK's cost. Whatever is out of the ordinary (no
 * answer, any status but 200, an answer that cannot be read) it leaves to the SDK: the read is asked anew there, with all the
 * SDK's retries, within what is left of the time. So the SDK alone decides what a failure is.
 */
final class SignedReads implements Reads, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SignedReads.class);

    private final AwsCredentialsProvider credentials;
    private final RequestSigner signer;
    private final KeptConnections connections;
    private final String host;
    private final Duration answerWithin;
    private final Function<Duration, Reads> sdk;

    /**
     * @param endpoint without a path
     * @param answerWithin the whole of a read, with what the SDK may have to do
     * @param sdk to turn to, for what takes no longer than a given time
     */
    SignedReads(
            String region,
            URI endpoint,
            AwsCredentialsProvider credentials,
            Duration answerWithin,
            Function<Duration, Reads> sdk) {
        this.credentials = credentials;
        this.signer = new RequestSigner(region, Clock.systemUTC());
        this.connections = new KeptConnections(endpoint);
        this.host = endpoint.getAuthority();
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
            var answer = connections.exchange(request(operation, body), DynamoDb.ATTEMPT_WITHIN);
            if (answer.status() == 200) return reading.read(answer.body().bytes());
            LOG.debug("{} answered with status {}: the SDK is asked", operation, answer.status());
        } catch (IOException | SdkException fault) {
            LOG.debug("{} had no good answer: the SDK is asked", operation, fault);
        }
        var left = answerWithin.minusNanos(System.nanoTime() - begin);
        return otherwise.apply(sdk.apply(left));
    }

    private byte[] request(String operation, byte[] body) {
        var headers = new TreeMap<>(Map.of(
                "content-type",
                "application/x-amz-json-1.0",
                "host",
                host,
                "x-amz-target",
                "DynamoDB_20120810." + operation));
        var text = new StringBuilder("POST / HTTP/1.1\r\n");
        signer.signed(credentials.resolveCredentials(), headers, body)
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        text.append("content-length: ").append(body.length).append("\r\n\r\n");
        var head = text.toString().getBytes(StandardCharsets.UTF_8);
        var request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    @Override
    public void close() {
        connections.close();
    }
}
