package io.cloakroom.cli;

import io.cloakroom.cli.report.Reasons;
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
    private static final String DOCTOR = "./cloakroom doctor --config FILE says more";

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
        var words = switch (fault) {
            case SettingsException faulty -> faulty.getMessage();
            case IOException failure -> Reasons.of(failure);
            case UpstreamException.Malformed failure -> Reasons.of(failure);
            case UpstreamException.Unavailable failure -> Reasons.of(failure) + "\n" + DOCTOR;
            default -> throw fault;
        };
        command.getErr().println(command.getColorScheme().errorText(words));
        return fault instanceof UpstreamException ? UPSTREAM : USAGE;
    }
}
