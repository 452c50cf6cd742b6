package io.cloakroom.local;

import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.terminal.Screen;
import io.cloakroom.local.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs the commands of {@code ./cloakroom} that bring up the local system. */
@Command(
        name = "cloakroom",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DemoCommand.class, PrepareCommand.class})
public final class Main {
    /** Exit statuses; DECISIONS, "Configuration and command line". */
    static final int DONE = 0;

    static final int CHECKED_AND_NO = 1;
    static final int NOT_POSSIBLE_HERE = 2;
    static final int LET_DOWN = 3;

    Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(Terminal.of(System.out, System.getenv())).execute(arguments));
    }

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new Main(), new Commands(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((fault, _, _) -> {
                    if (!(fault instanceof SetUpException trouble)) throw fault;
                    new Screen(terminal).trouble(trouble);
                    return LET_DOWN;
                });
    }

    /** Makes the commands, and gives them the terminal. */
    private record Commands(Terminal terminal) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == DemoCommand.class) return type.cast(new DemoCommand(terminal));
            if (type == PrepareCommand.class) return type.cast(new PrepareCommand(terminal));
            return CommandLine.defaultFactory().create(type);
        }
    }
}
