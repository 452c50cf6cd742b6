package io.cloakroom.local.dynamodb;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.local.Downloads;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.state.StateFolder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("dynamodb")
final class DynamoDbLocalTest {
    @TempDir
    Path temporary;

    private StateFolder state;
    private Children children;
    private DynamoDbLocal dynamoDb;

    @BeforeEach
    void start() throws IOException {
        state = StateFolder.open(temporary);
        children = new Children(state.logs(), state.run());
        dynamoDb = start(state);
    }

    @AfterEach
    void stop() {
        children.close();
    }

    @Test
    void listener_started_isOnLoopbackAlone() throws Exception {
        // proc(5): local address and port in hexadecimal, state 0A is "listening".
        var port = "%04X".formatted(dynamoDb.endpoint().getPort());
        var listeners = Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)))
                .map(line -> List.of(line.strip().split("\\s+", -1)))
                .filter(fields ->
                        fields.get(1).endsWith(":" + port) && fields.get(3).equals("0A"))
                .map(fields -> fields.get(1).replaceFirst(":.*", ""))
                .toList();

        assertThat(listeners).isNotEmpty().isSubsetOf("0100007F", "0000000000000000FFFF00000100007F");
    }

    @Test
    void listener_addressOfTheMachine_refuses() throws Exception {
        for (var address : addressesBesideLoopback()) {
            assertThatThrownBy(() -> new Socket(address, dynamoDb.endpoint().getPort()).close())
                    .isInstanceOf(ConnectException.class);
        }
        try (var loopback = new Socket(
                InetAddress.ofLiteral("127.0.0.1"), dynamoDb.endpoint().getPort())) {
            assertThat(loopback.isConnected()).isTrue();
        }
    }

    @Test
    void table_startedAgain_isStillThere() throws Exception {
        createTable("members");
        var first = dynamoDb;

        first.close();
        dynamoDb = start(state);

        assertThat(dynamoDb.accessKey()).isEqualTo(first.accessKey());
        assertThat(tables(dynamoDb.accessKey().reveal())).contains("\"members\"");
    }

    @Test
    void table_anotherAccessKey_isNotSeen() throws Exception {
        createTable("members");

        assertThat(tables("AKIAOTHER")).isEqualTo("{\"TableNames\":[]}");
    }

    @Test
    void accessKey_made_isKept() {
        assertThat(dynamoDb.accessKey().reveal()).matches("[A-Z0-9]{20}");
        assertThat(state.keys().resolve("dynamodb-access-key"))
                .hasContent(dynamoDb.accessKey().reveal());
    }

    @Test
    void process_inputEnds_ends() throws Exception {
        // So it does when we die where the kernel tells it nothing.
        var process = ProcessHandle.of(dynamoDb.process().pid()).orElseThrow();
        var command = process.info().arguments().orElseThrow();
        var copy = new ProcessBuilder(
                        Stream.concat(Stream.of(process.info().command().orElseThrow()), Stream.of(command))
                                .map(part -> part.replace("dynamodb.port", "copy.port"))
                                .toList())
                .redirectErrorStream(true)
                .redirectOutput(state.logs().resolve("copy.log").toFile())
                .start();
        copy.getOutputStream().close();

        assertThat(copy.waitFor(30, SECONDS)).isTrue();
    }

    private DynamoDbLocal start(StateFolder folder) throws IOException {
        Files.createDirectories(Downloads.folder());
        var maven = Maven.find(System.getenv());
        var jars = DynamoDbLocalJars.fetch(Downloads.folder(), maven, children, Progress.silent());
        return DynamoDbLocal.start(folder, jars, children, Progress.silent());
    }

    private void createTable(String name) throws Exception {
        var table = """
                {"TableName": "%s", "BillingMode": "PAY_PER_REQUEST",
                 "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                 "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}""".formatted(name);
        assertThat(call(dynamoDb.accessKey().reveal(), "CreateTable", table)).contains("ACTIVE");
    }

    private String tables(String accessKey) throws Exception {
        return call(accessKey, "ListTables", "{}");
    }

    private String call(String accessKey, String operation, String body) throws Exception {
        var credential = accessKey + "/20261123/" + DynamoDbLocal.REGION + "/dynamodb/aws4_request";
        var request = HttpRequest.newBuilder(URI.create(dynamoDb.endpoint() + "/"))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static List<InetAddress> addressesBesideLoopback() throws IOException {
        return NetworkInterface.networkInterfaces()
                .filter(card -> !card.getName().equals("lo"))
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().skip(1);
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }
}
