package io.cloakroom.local.dynamodb;

import io.cloakroom.config.Secret;
import io.cloakroom.local.process.Child;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.process.Readiness;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.StateFolder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * DynamoDB Local as a child process, on a port of 127.0.0.1 that the kernel chooses. Whoever knows the access key sees its
 * tables, and nobody else: it keeps tables by access key and checks no signature.
 */
public final class DynamoDbLocal implements AutoCloseable {
    /** Tables are kept by region too. */
    public static final String REGION = "us-east-1";

    private static final Duration START_WITHIN = Duration.ofSeconds(60);

    private final Child server;
    private final URI endpoint;
    private final Secret accessKey;
    private final Secret secretKey;

    private DynamoDbLocal(Child server, URI endpoint, Secret accessKey, Secret secretKey) {
        this.server = server;
        this.endpoint = endpoint;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /**
     * Starts it on the data of this state folder.
     *
     * @throws SetUpException if it does not start
     */
    public static DynamoDbLocal start(StateFolder state, DynamoDbLocalJars jars, Children children, Progress progress) {
        var accessKey = state.secret("dynamodb-access-key", () -> random(20));
        var secretKey = state.secret("dynamodb-secret-key", () -> random(40));
        var port = state.run().resolve("dynamodb.port");
        try (var stage = progress.begin("DynamoDB Local")) {
            Files.deleteIfExists(port);
            var server =
                    children.start(program(state, jars, port), new Readiness(START_WITHIN, () -> Files.exists(port)));
            var endpoint = URI.create("http://127.0.0.1:" + Files.readString(port));
            stage.done(DynamoDbLocalJars.VERSION);
            return new DynamoDbLocal(server, endpoint, accessKey, secretKey);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** {@code http://127.0.0.1:PORT}. */
    public URI endpoint() {
        return endpoint;
    }

    /** The same for the life of the state folder; 20 letters and digits. */
    public Secret accessKey() {
        return accessKey;
    }

    /** Any would do. */
    public Secret secretKey() {
        return secretKey;
    }

    public Child process() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }

    private static Program program(StateFolder state, DynamoDbLocalJars jars, Path port) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // Its own jars first: ours names others, and it must not get those.
        var classPath = jars.folder() + File.separator + "*" + File.pathSeparator + placeOfOurClasses();
        var command = List.of(
                java,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dsqlite4java.library.path=" + jars.folder(),
                "-classpath",
                classPath,
                DynamoDbLocalMain.class.getName(),
                state.dynamodb().toString(),
                port.toString());
        return new Program("DynamoDB Local", command, Map.of("DDB_LOCAL_TELEMETRY", "0"), state.dynamodb());
    }

    private static Path placeOfOurClasses() {
        try {
            return Path.of(DynamoDbLocalMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String random(int length) {
        return new SecureRandom()
                .ints(length, 0, 36)
                .mapToObj(digit -> Character.toString(Character.toUpperCase(Character.forDigit(digit, 36))))
                .reduce("", String::concat);
    }
}
