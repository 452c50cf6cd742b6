package io.cloakroom.cli.report;

import java.io.PrintWriter;
import java.util.Map;

/** How far a command is, in one line that is written over and over. Says nothing where no terminal is. */
public final class InPlace {
    private static final String FROM_THE_START = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean isTerminal;

    public InPlace(PrintWriter err, Map<String, String> environment) {
        this.err = err;
        this.isTerminal = !environment.getOrDefault("CLOAKROOM_TERMINAL", "").isEmpty();
    }

    public void tell(String text) {
        write(FROM_THE_START + text);
    }

    public void done() {
        write(FROM_THE_START);
    }

    private void write(String text) {
        if (!isTerminal) return;
        err.print(text);
        err.flush();
    }
}
