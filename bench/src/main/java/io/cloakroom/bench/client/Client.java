package io.cloakroom.bench.client;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.DynamoDbConfig;
import io.cloakroom.aws.DynamoRecordStore;
import io.cloakroom.bench.system.Vault;
import io.cloakroom.config.Settings;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.Tables;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Ways from Java to one item of DynamoDB. */
public enum Client {
    STORE("Gateway's record store", "The gateway's own way, up to a sealed record in Java's hands."),
    APACHE5(
            "AWS SDK, apache5",
            "The SDK's GetItem with its defaults and this HTTP client; no record is made of the item."),
    URL_CONNECTION("AWS SDK, url-connection", APACHE5.does),
    CRT("AWS SDK, CRT", APACHE5.does);

    /** What the callers share; more than they are. */
    static final int CONNECTIONS_MAX = 128;

    private final String title;
    private final String does;

    Client(String title, String does) {
        this.title = title;
        this.does = does;
    }

    public String title() {
        return title;
    }

    public String does() {
        return does;
    }

    public String id() {
        return Settings.spelling(this);
    }

    /** @return one read, which may be repeated by many threads at once; throws if it fails */
    Runnable open(DynamoDbConfig config, String sub) {
        return switch (this) {
            case STORE -> byStore(config, sub);
            case APACHE5 ->
                bySdk(
                        config,
                        sub,
                        Apache5HttpClient.builder()
                                .maxConnections(CONNECTIONS_MAX)
                                .build());
            case URL_CONNECTION -> bySdk(config, sub, UrlConnectionHttpClient.create());
            case CRT ->
                bySdk(
                        config,
                        sub,
                        AwsCrtHttpClient.builder()
                                .maxConcurrency(CONNECTIONS_MAX)
                                .build());
        };
    }

    private static Runnable byStore(DynamoDbConfig config, String sub) {
        var store = new DynamoRecordStore(DynamoDb.connect(config), config.tables());
        var member = new MemberId(sub);
        var collection = new CollectionId(Vault.COLLECTION);
        return () -> requireFound(store.find(member, collection, RecordId.SELF).isPresent());
    }

    private static Runnable bySdk(DynamoDbConfig config, String sub, SdkHttpClient http) {
        var keys = config.keys().orElseThrow();
        var client = DynamoDbClient.builder()
                .region(Region.of(config.region()))
                .endpointOverride(URI.create(config.endpoint().orElseThrow()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(keys.id(), keys.secret().reveal())))
                .httpClient(http)
                .build();
        var key = Map.of(
                "sub", AttributeValue.fromS(sub),
                "item", AttributeValue.fromS(Tables.recordItem(new CollectionId(Vault.COLLECTION), RecordId.SELF)));
        var table = config.tables().members().name();
        return () -> {
            var found = client.getItem(get -> get.tableName(table).key(key).consistentRead(true));
            requireFound(found.hasItem());
        };
    }

    private static void requireFound(boolean isFound) {
        if (!isFound) throw new IllegalStateException("no item");
    }
}
