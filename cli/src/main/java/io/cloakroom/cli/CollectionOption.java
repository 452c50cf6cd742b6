package io.cloakroom.cli;

import io.cloakroom.record.Collection;
import io.cloakroom.record.Collections;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The collection that a command is about. */
final class CollectionOption {
    @Option(names = "--collection", paramLabel = "NAME", required = true, description = "Which collection.")
    private String collection = "";

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** One that the configuration declares. */
    Collection of(Collections declared) {
        return declared.find(collection).orElseThrow(() -> wrong("--collection: one that the configuration declares"));
    }

    /** One whose records lie in the vault, and not in a table of the operator's own. */
    Collection keptOf(Collections declared) {
        var found = of(declared);
        found.table().ifPresent(table -> {
            throw wrong("--collection: one that the vault keeps; the records of " + collection + " lie in "
                    + table.name() + ", a table of your own, which is read only here: see to them there");
        });
        return found;
    }

    private ParameterException wrong(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
