package io.cloakroom.local.dynamodb;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Runs DynamoDB Local in a JVM of its own, on 127.0.0.1 alone. By itself it listens on all addresses, checks no signature and
 * has no option for either; so its server is reached by reflection and told its host before it starts.
 */
final class DynamoDbLocalMain {
    private static final String RUNNER = "software.amazon.dynamodb.services.local.main.ServerRunner";

    private DynamoDbLocalMain() {}

    /** @param arguments the folder for the data, and the file to write the port to once it listens */
    public static void main(String[] arguments) throws Exception {
        endWithParent();
        // It takes no port 0, so a port is named here and the kernel's choice put in its place below.
        String[] options = {"-dbPath", arguments[0], "-port", "8000", "-disableTelemetry"};
        var proxy = Class.forName(RUNNER)
                .getMethod("createServerFromCommandLineArgs", String[].class)
                .invoke(null, (Object) options);
        var jetty = field(proxy, "server");
        var connectors = (Object[]) call(jetty, "getConnectors");
        for (var connector : connectors) {
            connector.getClass().getMethod("setHost", String.class).invoke(connector, "127.0.0.1");
            connector.getClass().getMethod("setPort", int.class).invoke(connector, 0);
        }
        // Not start(): that one would also send telemetry, were it on.
        proxy.getClass().getMethod("safeStart").invoke(proxy);
        tell((Integer) call(connectors[0], "getLocalPort"), Path.of(arguments[1]));
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        var field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    private static Object call(Object owner, String method) throws ReflectiveOperationException {
        return owner.getClass().getMethod(method).invoke(owner);
    }

    private static void tell(int port, Path file) throws IOException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, Integer.toString(port));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Where the kernel does not end us with our parent, the end of our standard input does. */
    private static void endWithParent() {
        Thread.ofPlatform().daemon().name("ends-with-parent").start(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException gone) {
                // The same as the end.
            }
            System.exit(0);
        });
    }
}
