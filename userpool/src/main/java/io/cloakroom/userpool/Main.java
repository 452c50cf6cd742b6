package io.cloakroom.userpool;

import io.cloakroom.config.SettingsException;
import io.cloakroom.entry.ListenConfig;
import io.cloakroom.userpool.api.OperationsTable;
import io.cloakroom.userpool.oauth.PkcePolicy;
import io.cloakroom.userpool.outbox.OutboxEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cloakroom userpool}: runs a user pool until it is stopped. */
@Command(
        name = "userpool",
        mixinStandardHelpOptions = true,
        description = "Runs a Cognito-compatible user pool on this machine, for development and demonstrations.")
public final class Main implements Callable<Integer> {
    private static final int USAGE = 2;
    /** The API itself takes less; import files are this long. */
    private static final int BODY_BYTES_MAX = 10 << 20;

    private static final int HEADER_BYTES_MAX = 16 << 10;

    @Option(
            names = "--port",
            defaultValue = "8082",
            description = "Port on the address; 0 takes a free one. Default: 8082.")
    private int port;

    @Option(
            names = "--data",
            defaultValue = "userpool-data",
            description = "Folder for all state. Made if absent. Default: userpool-data.")
    private Path data = Path.of("");

    @Option(names = "--address", defaultValue = "127.0.0.1", description = "Address to listen on. Default: 127.0.0.1.")
    private String address = "";

    @Option(
            names = "--public-url",
            defaultValue = "http://localhost:{port}",
            description = "What browsers and issuers see. Default: http://localhost:{port}.")
    private String publicUrl = "";

    @Option(
            names = "--region",
            defaultValue = "local",
            description = "Region of pool ids and signatures. Default: local.")
    private String region = "";

    @Option(
            names = "--config",
            description =
                    "Configuration file: functions, quotas, mail. Default: userpool.yaml in the data folder, if it is there.")
    private @Nullable Path file;

    /** Whose quotas hold. */
    private enum QuotaChoice {
        AWS,
        NONE
    }

    @Option(
            names = "--quotas",
            defaultValue = "NONE",
            description =
                    "aws: calls that come faster than AWS allows an account get TooManyRequestsException; quotas.* in"
                            + " the configuration file change the figures. Default: none.")
    private QuotaChoice quotas = QuotaChoice.NONE;

    @Option(
            names = "--allow-requests-without-pkce",
            description = "As Cognito does: PKCE is checked where a client uses it, and not demanded.")
    private boolean isPkceOptional;

    @Option(names = "--operations", description = "Prints the table of operations in Markdown, and ends.")
    private boolean isTableAsked;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "io/cloakroom/userpool/logback.xml");
        }
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        if (isTableAsked) {
            out.print(OperationsTable.markdown());
            out.flush();
            return CommandLine.ExitCode.OK;
        }
        try (var server = UserPoolServer.start(config(), Clock.systemUTC())) {
            out.println("User pool at " + server.url() + " (region " + server.region() + ")");
            out.println("Admin key in " + server.adminKey().file().toAbsolutePath());
            out.println("Messages that it would send at " + server.url() + OutboxEndpoint.PATH);
            out.println("Ctrl-C stops it.");
            out.flush();
            waitForEnd();
            return CommandLine.ExitCode.OK;
        } catch (IllegalArgumentException | IllegalStateException | SettingsException fault) {
            spec.commandLine().getErr().println(fault.getMessage());
            return USAGE;
        }
    }

    private UserPoolConfig config() {
        var listen = new ListenConfig(address, port, BODY_BYTES_MAX, HEADER_BYTES_MAX, Duration.ofSeconds(10), 0);
        var pkce = isPkceOptional ? PkcePolicy.OPTIONAL : PkcePolicy.REQUIRED;
        return new UserPoolConfig(data, listen, publicUrl, region, pkce, file(), quotas == QuotaChoice.AWS);
    }

    private PoolFile file() {
        if (file != null) return PoolFile.read(file, System.getenv());
        var usual = data.resolve(PoolFile.NAME);
        return Files.exists(usual) ? PoolFile.read(usual, System.getenv()) : PoolFile.EMPTY;
    }

    /** The process ends by a signal; the store is safe however it ends. */
    private static void waitForEnd() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
