package io.cloakroom.local.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to run. Its text leaves out the environment, which may hold secrets; arguments may not: every user of the machine can
 * read them.
 *
 * @param name for people, and for the name of the log file
 * @param command program and arguments
 * @param environment added to what we have ourselves
 * @param folder where it runs
 */
public record Program(String name, List<String> command, Map<String, String> environment, Path folder) {
    public Program {
        if (command.isEmpty()) throw new IllegalArgumentException("command: a program at least");
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public static Program of(String name, Path folder, String... command) {
        return new Program(name, List.of(command), Map.of(), folder);
    }

    public Program with(String variable, String value) {
        var added = new HashMap<>(environment);
        added.put(variable, value);
        return new Program(name, command, added, folder);
    }

    @Override
    public String toString() {
        return "Program[" + name + ", " + command + "]";
    }
}
