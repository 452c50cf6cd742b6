package io.cloakroom.local.dynamodb;

import io.cloakroom.aws.DynamoDbConfig;
import io.cloakroom.aws.DynamoDbConfig.AccessKey;
import io.cloakroom.aws.DynamoDbConfig.ReadClient;
import io.cloakroom.config.Secret;
import io.cloakroom.local.Downloads;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.state.Trees;
import io.cloakroom.record.Tables;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB Local for one class of tests. Each access key has tables of its own there. They lie in memory where the machine has
 * a folder for that: each write is a commit of SQLite's, which waits for the disk, and these tests are no test of disks.
 */
record RunningDynamoDb(DynamoDbLocal server, Children children, Path folder) implements AutoCloseable {
    static final Tables TABLES = new Tables("cloakroom-");

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    static RunningDynamoDb start() throws IOException {
        Files.createDirectories(Downloads.folder());
        var isInMemory = Files.isDirectory(MEMORY) && Files.isWritable(MEMORY);
        var folder = isInMemory
                ? Files.createTempDirectory(MEMORY, "cloakroom-test-")
                : Files.createTempDirectory("cloakroom-test-");
        var state = StateFolder.open(folder);
        var children = new Children(state.logs(), state.run());
        var maven = Maven.find(System.getenv());
        var jars = DynamoDbLocalJars.fetch(Downloads.folder(), maven, children, Progress.silent());
        return new RunningDynamoDb(DynamoDbLocal.start(state, jars, children, Progress.silent()), children, folder);
    }

    URI endpoint() {
        return server.endpoint();
    }

    /** An access key that nobody has had before, and so without any tables. */
    static AccessKey newAccount() {
        return new AccessKey("AKIATEST" + ACCOUNTS.incrementAndGet(), new Secret("any"));
    }

    DynamoDbConfig config(AccessKey account, ReadClient reads) {
        var url = Optional.of(endpoint().toString());
        return new DynamoDbConfig(DynamoDbLocal.REGION, url, Optional.of(account), reads, TABLES);
    }

    /** For whoever goes to the tables past everything of ours. */
    static DynamoDbClient raw(URI endpoint, AccessKey account) {
        var credentials =
                AwsBasicCredentials.create(account.id(), account.secret().reveal());
        return DynamoDbClient.builder()
                .region(Region.of(DynamoDbLocal.REGION))
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    DynamoDbClient raw(AccessKey account) {
        return raw(endpoint(), account);
    }

    @Override
    public void close() {
        children.close();
        Trees.delete(folder);
    }
}
