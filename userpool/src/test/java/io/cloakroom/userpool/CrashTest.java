package io.cloakroom.userpool;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.userpool.store.StoreCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;

/** The real program in a process of its own, killed while it writes. */
class CrashTest {
    private static final int ROUNDS = 3;
    private static final int USERS_BEFORE_THE_KILL = 12;

    private final Path data = SeededFolder.newFolder();
    private final List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());

    private record Running(Process process, String url) {}

    private Running start() throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.cloakroom.userpool.Main",
                        "--port",
                        "0",
                        "--public-url",
                        "http://127.0.0.1:{port}",
                        "--data",
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Running(process, url(process.inputReader()));
    }

    private static String url(BufferedReader output) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("User pool at ")) return line.split(" ", 5)[3];
        }
        throw new AssertionError("it ended before it listened");
    }

    private CognitoIdentityProviderClient client(Running running) {
        var key = ProfileFile.builder()
                .type(ProfileFile.Type.CREDENTIALS)
                .content(data.resolve("credentials"))
                .build();
        return CognitoIdentityProviderClient.builder()
                .endpointOverride(URI.create(running.url()))
                .region(Region.of("local"))
                .credentialsProvider(
                        ProfileCredentialsProvider.builder().profileFile(key).build())
                .httpClient(UrlConnectionHttpClient.create())
                // Two, because other tests of this JVM have set the clock that the SDK signs with.
                .overrideConfiguration(settings -> settings.retryStrategy(retry -> retry.maxAttempts(2)))
                .build();
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void kill_duringWrites_losesNothingAcknowledgedAndLeavesNothingHalf() throws Exception {
        var poolId = "";
        for (var round = 0; round < ROUNDS; round++) {
            var running = start();
            try (var aws = client(running)) {
                if (poolId.isEmpty()) {
                    poolId = aws.createUserPool(pool -> pool.poolName("Members"))
                            .userPool()
                            .id();
                }
                writeUntilKilled(running, aws, poolId);
            } finally {
                running.process().destroyForcibly().waitFor();
            }
        }
        checkWhatIsThere(poolId);
    }

    private void writeUntilKilled(Running running, CognitoIdentityProviderClient aws, String poolId)
            throws InterruptedException {
        var enough = new CountDownLatch(USERS_BEFORE_THE_KILL);
        var writers = IntStream.range(0, 4)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    while (running.process().isAlive()) write(aws, poolId, enough);
                }))
                .toList();
        assertThat(enough.await(1, TimeUnit.MINUTES)).isTrue();
        running.process().destroyForcibly().waitFor();
        for (var writer : writers) writer.join();
    }

    private void write(CognitoIdentityProviderClient aws, String poolId, CountDownLatch enough) {
        var name = UUID.randomUUID().toString();
        try {
            aws.adminCreateUser(
                    user -> user.userPoolId(poolId).username(name).messageAction(MessageActionType.SUPPRESS));
            acknowledged.add(name);
            enough.countDown();
        } catch (SdkClientException killed) {
            // No answer: whether this one is there is open, but it is there wholly or not at all.
        }
    }

    private void checkWhatIsThere(String poolId) {
        var config = UserPoolConfig.loopback(data, 0);
        var present = new ArrayList<String>();
        try (var server = UserPoolServer.start(config, Clock.systemUTC());
                var aws = PoolFixture.aws(server)) {
            aws.listUsersPaginator(list -> list.userPoolId(poolId)).users().stream()
                    .map(UserType::username)
                    .forEach(present::add);
            // Found by name, so the name is there with the user.
            present.forEach(
                    name -> aws.adminGetUser(user -> user.userPoolId(poolId).username(name)));
        }
        assertThat(present).containsAll(acknowledged);
        assertThat(StoreCheck.halfDoneUsers(data)).isZero();
    }
}
