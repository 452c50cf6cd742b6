package io.cloakroom.aws;

import io.cloakroom.aws.DynamoDbConfig.ReadClient;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.endpoint.DualstackEnabledProvider;
import software.amazon.awssdk.awscore.endpoint.FipsEnabledProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointProvider;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The SDK's client within our deadlines; its exceptions become our two. */
public final class DynamoDb implements AutoCloseable {
    /** From the call to the last byte of the answer, with every retry in between. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static final Duration ATTEMPT_WITHIN = Duration.ofMillis(1500);

    private static final int CONNECTIONS_MAX = 128;
    private static final String SYSTEM = "DynamoDB";

    private final DynamoDbClient client;
    private final AwsCredentialsProvider credentials;
    private final Duration answerWithin;
    private final Optional<SignedRequests> signed;
    private final Reads reads;
    private final Optional<SignedPuts> puts;
    private final List<SdkAutoCloseable> others = new CopyOnWriteArrayList<>();

    private DynamoDb(
            DynamoDbClient client, AwsCredentialsProvider credentials, DynamoDbConfig config, Duration answerWithin) {
        this.client = client;
        this.credentials = credentials;
        this.answerWithin = answerWithin;
        this.signed = endpoint(config).map(endpoint -> new SignedRequests(config.region(), endpoint, credentials));
        this.reads = signed.<Reads>map(requests -> new SignedReads(requests, answerWithin, this::bySdk))
                .orElseGet(() -> bySdk(answerWithin));
        this.puts = signed.map(SignedPuts::new);
    }

    public static DynamoDb connect(DynamoDbConfig config) {
        return connect(config, ANSWER_WITHIN, ATTEMPT_WITHIN);
    }

    /** For commands and for setting up, which no browser waits for. */
    public static DynamoDb connectPatiently(DynamoDbConfig config) {
        return connect(config, PATIENCE);
    }

    /** For commands that have a deadline of their own, from the call to the last byte of the answer. */
    public static DynamoDb connect(DynamoDbConfig config, Duration answerWithin) {
        return connect(config, answerWithin, answerWithin);
    }

    private static DynamoDb connect(DynamoDbConfig config, Duration answerWithin, Duration attemptWithin) {
        var keys = config.keys()
                .map(its -> AwsBasicCredentials.create(its.id(), its.secret().reveal()));
        var credentials = Sdk.credentials(keys);
        var way = new Sdk.Way(
                config.region(), config.endpoint(), credentials, answerWithin, attemptWithin, CONNECTIONS_MAX);
        return new DynamoDb(Sdk.connect(DynamoDbClient.builder(), way), credentials, config, answerWithin);
    }

    /** Where requests that we sign ourselves go; empty where the SDK alone knows the way. */
    private static Optional<URI> endpoint(DynamoDbConfig config) {
        if (config.readClient() == ReadClient.SDK) return Optional.empty();
        var url = config.endpoint().map(URI::create).orElseGet(() -> regional(Region.of(config.region())));
        var isPlain = Set.of("", "/").contains(url.getPath());
        return Optional.of(url).filter(_ -> isPlain && isDirect(url));
    }

    /** As the SDK finds it, with what the environment asks for. */
    private static URI regional(Region region) {
        var isFips = FipsEnabledProvider.builder().build().isFipsEnabled().orElse(false);
        var isDualstack =
                DualstackEnabledProvider.builder().build().isDualstackEnabled().orElse(false);
        return DynamoDbEndpointProvider.defaultProvider()
                .resolveEndpoint(
                        parameters -> parameters.region(region).useFips(isFips).useDualStack(isDualstack))
                .join()
                .endpointUrl()
                .toUri();
    }

    private static boolean isDirect(URI url) {
        var proxies = Stream.of("HTTPS_PROXY", "https_proxy").filter(System.getenv()::containsKey);
        return proxies.findAny().isEmpty()
                && ProxySelector.getDefault().select(url).equals(List.of(Proxy.NO_PROXY));
    }

    /** How long a call may take, from its beginning to the last byte of the answer. */
    Duration answerWithin() {
        return answerWithin;
    }

    /** Reads that a request waits for. */
    Reads reads() {
        return reads;
    }

    private Reads bySdk(Duration within) {
        return new SdkReads(this, within);
    }

    /**
     * Puts an item where none is; for what reads wait for.
     *
     * @param key an attribute of the item's key
     * @return false if an item is there: another's, or ours by a call whose answer was lost
     * @throws io.cloakroom.upstream.UpstreamException if it is not known whether it is put
     */
    boolean putNew(String table, Item item, String key) {
        var begin = System.nanoTime();
        return puts.flatMap(its -> its.putNew(table, item, key))
                .orElseGet(() -> putNewBySdk(table, item, key, answerWithin.minusNanos(System.nanoTime() - begin)));
    }

    private boolean putNewBySdk(String table, Item item, String key, Duration within) {
        return callIf(client -> client.putItem(put -> put.tableName(table)
                        .item(item.attributes())
                        .conditionExpression("attribute_not_exists(#key)")
                        .expressionAttributeNames(Map.of("#key", key))
                        .overrideConfiguration(override -> override.apiCallTimeout(within))))
                .isPresent();
    }

    <T> T call(Function<DynamoDbClient, T> call) {
        try {
            return call.apply(client);
        } catch (SdkException failure) {
            throw translated(failure);
        }
    }

    /** @return empty if the write's condition does not hold */
    <T> Optional<T> callIf(Function<DynamoDbClient, T> call) {
        try {
            return Optional.of(call.apply(client));
        } catch (ConditionalCheckFailedException refused) {
            return Optional.empty();
        } catch (SdkException failure) {
            throw translated(failure);
        }
    }

    /** @throws io.cloakroom.upstream.UpstreamException if the table cannot be asked for */
    public void check(String table) {
        call(client -> client.describeTable(describe -> describe.tableName(table)));
    }

    private static RuntimeException translated(SdkException failure) {
        return Sdk.isUnreadable(failure)
                ? new Malformed(SYSTEM, "not DynamoDB's JSON")
                : new Unavailable(SYSTEM, failure);
    }

    /** Something that is let go of together with this. */
    void closeAlso(SdkAutoCloseable other) {
        others.add(other);
    }

    @Override
    public void close() {
        others.forEach(SdkAutoCloseable::close);
        signed.ifPresent(SignedRequests::close);
        client.close();
        Sdk.close(credentials);
    }
}
