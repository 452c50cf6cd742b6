package io.cloakroom.userpool;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.userpool.store.StoreCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

/** The real program in a process of its own, killed while it writes. */
class CrashTest {
    private static final int ROUNDS = 3;
    private static final int USERS_BEFORE_THE_KILL = 12;

    private final Path data = SeededFolder.newFolder();
    private final List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
    private final List<String> confirmed = Collections.synchronizedList(new ArrayList<>());

    /** The pool that is written into, and a client through which people sign up. */
    private record Target(String poolId, String clientId) {}

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
        var target = new Target("", "");
        for (var round = 0; round < ROUNDS; round++) {
            var running = start();
            try (var aws = client(running)) {
                if (target.poolId().isEmpty()) target = createTarget(aws);
                writeUntilKilled(running, aws, target);
            } finally {
                running.process().destroyForcibly().waitFor();
            }
        }
        checkWhatIsThere(target.poolId());
    }

    private static Target createTarget(CognitoIdentityProviderClient aws) {
        var poolId = aws.createUserPool(
                        pool -> pool.poolName("Members").autoVerifiedAttributes(VerifiedAttributeType.EMAIL))
                .userPool()
                .id();
        var client = aws.createUserPoolClient(
                made -> made.userPoolId(poolId).clientName("App").generateSecret(false));
        return new Target(poolId, client.userPoolClient().clientId());
    }

    private void writeUntilKilled(Running running, CognitoIdentityProviderClient aws, Target target)
            throws InterruptedException {
        var enough = new CountDownLatch(USERS_BEFORE_THE_KILL);
        var writers = IntStream.range(0, 4)
                // Of the platform: the fixture seeds itself when it is first used, and would hold virtual threads'
                // carriers.
                .mapToObj(writer -> Thread.ofPlatform().start(() -> {
                    while (running.process().isAlive()) {
                        if (writer % 2 == 0) write(aws, target.poolId(), enough);
                        else signUp(running, aws, target, enough);
                    }
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

    private void signUp(Running running, CognitoIdentityProviderClient aws, Target target, CountDownLatch enough) {
        var name = UUID.randomUUID().toString();
        var email = name + "@example.test";
        try {
            aws.signUp(call -> call.clientId(target.clientId())
                    .username(name)
                    .password(PoolFixture.PASSWORD)
                    .userAttributes(PoolFixture.attribute("email", email)));
            acknowledged.add(name);
            var code = code(running, email);
            aws.confirmSignUp(
                    call -> call.clientId(target.clientId()).username(name).confirmationCode(code));
            confirmed.add(name);
            enough.countDown();
        } catch (SdkClientException | IOException killed) {
            // As above.
        }
    }

    private String code(Running running, String email) throws IOException {
        var lines = Files.readAllLines(data.resolve("credentials"));
        var key = lines.get(1).split(" = ", 2)[1] + ":" + lines.get(2).split(" = ", 2)[1];
        var connection = URI.create(running.url() + "/outbox").toURL().openConnection();
        connection.setRequestProperty("Accept", "application/json");
        connection.setRequestProperty(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)));
        try (var in = connection.getInputStream()) {
            var messages = PoolFixture.json(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .objects("Messages")
                    .orElseThrow();
            return messages.stream()
                    .filter(message -> message.text("Destination").equals(Optional.of(email)))
                    .findFirst()
                    .flatMap(message -> message.text("Code"))
                    .orElseThrow();
        }
    }

    private void checkWhatIsThere(String poolId) {
        var config = UserPoolConfig.loopback(data, 0);
        var present = new ArrayList<String>();
        var stillConfirmed = new ArrayList<String>();
        try (var server = UserPoolServer.start(config, Clock.systemUTC());
                var aws = PoolFixture.aws(server)) {
            aws.listUsersPaginator(list -> list.userPoolId(poolId)).users().forEach(user -> {
                present.add(user.username());
                if (user.userStatus() == UserStatusType.CONFIRMED) stillConfirmed.add(user.username());
            });
            // Found by name, so the name is there with the user.
            present.forEach(
                    name -> aws.adminGetUser(user -> user.userPoolId(poolId).username(name)));
        }
        assertThat(confirmed).isNotEmpty();
        assertThat(present).containsAll(acknowledged);
        assertThat(stillConfirmed).containsAll(confirmed);
        assertThat(StoreCheck.halfConfirmedUsers(data)).isZero();
        assertThat(StoreCheck.halfDoneUsers(data)).isZero();
    }
}
