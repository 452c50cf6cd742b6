package io.cloakroom.cli;

import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Subject;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Field;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.Vault;
import io.cloakroom.record.Vault.Hit;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds members by the exact value of a searchable field. */
@Command(
        name = "find",
        description = {
            "Find members by the exact value of a searchable field. The value is asked for, or read from standard input: an "
                    + "argument would stand in the shell's history and in the list of processes.",
            "Exit code 0 if somebody is found, 1 if nobody. The ledger holds who looked, and for which field."
        },
        mixinStandardHelpOptions = true)
final class MembersFind implements Callable<Integer> {
    private static final int VALUE_CHARACTERS_MAX = 8192;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private CollectionOption collection = new CollectionOption();

    @Option(names = "--field", paramLabel = "NAME", required = true, description = "Which of its searchable fields.")
    private String field = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (var opened = Installation.open(config)) {
            var asked = collection.of(opened.config().collections());
            var name = field(asked);
            var value = value();
            var subject = new Subject(asked.id(), Optional.empty(), List.of(name));
            opened.announce(Act.FIND, Optional.empty(), Optional.of(subject));
            var hits = opened.services().vault().search(asked, name, value);
            hits.stream()
                    .map(Hit::member)
                    .distinct()
                    .forEach(member -> opened.announce(Act.FIND, Optional.of(member), Optional.of(subject)));
            return tell(hits);
        }
    }

    private FieldName field(Collection declared) {
        return declared.searchable().stream()
                .map(Field::name)
                .filter(name -> name.value().equals(field))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--field: one that the configuration declares as searchable: exact"));
    }

    private String value() throws IOException {
        var console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (console.isPresent()) {
            var typed = console.get().readPassword("%s (not shown): ", field);
            return checked(typed == null ? "" : new String(typed));
        }
        var line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return checked(line == null ? "" : line);
    }

    private String checked(String value) {
        if (!value.isBlank() && value.length() <= VALUE_CHARACTERS_MAX) return value;
        throw new ParameterException(spec.commandLine(), "a value on standard input, 1 to 8192 characters on one line");
    }

    private int tell(List<Hit> hits) {
        var out = spec.commandLine().getOut();
        for (var hit : hits)
            out.println(hit.member().value() + " " + hit.record().value());
        if (hits.size() == Vault.HITS_MAX) out.println("perhaps more: no more than " + Vault.HITS_MAX + " are told");
        if (hits.isEmpty()) spec.commandLine().getErr().println("nobody");
        return hits.isEmpty() ? 1 : 0;
    }
}
