package io.cloakroom.cli;

import io.cloakroom.config.SettingsException;
import io.cloakroom.upstream.UpstreamException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The entry point. */
@Command(
        name = "cloakroom",
        description = "Keeps a WordPress membership site's sensitive member data out of WordPress.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            Serve.class,
            TablesCommand.class,
            KeysCommand.class,
            SessionsCommand.class,
            MembersCommand.class,
            LedgerCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            RetentionCommand.class,
            IndexCommand.class,
            PolicyCommand.class,
            MembershipsCommand.class,
            TokenCommand.class,
            DoctorCommand.class,
            RehearseCommand.class
        })
public final class Main {
    static final int USAGE = 2;
    static final int UPSTREAM = 3;
    static final int INTERRUPTED = 130;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** For programs that run commands themselves. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler(Main::explain);
    }

    /** A fault that has words of its own is told in them; a mistake of ours keeps its stack trace. */
    private static int explain(Exception fault, CommandLine command, ParseResult parsed) throws Exception {
        var code = switch (fault) {
            case SettingsException _, IOException _ -> USAGE;
            case UpstreamException _ -> UPSTREAM;
            default -> throw fault;
        };
        command.getErr().println(command.getColorScheme().errorText(fault.getMessage()));
        return code;
    }
}
