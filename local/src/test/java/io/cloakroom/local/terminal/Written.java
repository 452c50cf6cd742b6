package io.cloakroom.local.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** A terminal whose output can be read. */
final class Written {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final Terminal terminal;

    private Written(Map<String, String> environment) {
        terminal = Terminal.of(new PrintStream(bytes, true, UTF_8), environment);
    }

    static Written plain() {
        return new Written(Map.of());
    }

    static Written live(int columns) {
        var environment = new HashMap<>(Map.of("TERM", "xterm", "NO_COLOR", "1"));
        environment.put("CLOAKROOM_TERMINAL", Integer.toString(columns));
        return new Written(environment);
    }

    String all() {
        return bytes.toString(UTF_8);
    }

    /** What a person sees: lines that were painted over are gone. */
    String seen() {
        var lines = new ArrayList<String>();
        for (var line : all().split("\n", -1)) {
            var rest = line;
            while (rest.startsWith("\u001b[1A\u001b[2K")) {
                lines.removeLast();
                rest = rest.substring("\u001b[1A\u001b[2K".length());
            }
            lines.add(rest);
        }
        return String.join("\n", lines);
    }
}
