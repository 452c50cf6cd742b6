package io.cloakroom.userpool.api;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** The table of operations in README.md. */
public final class OperationsTable {
    private OperationsTable() {}

    /** Markdown, ending with a line break. */
    public static String markdown() {
        var served = Operations.ALL.stream()
                .map(operation -> row(operation.name(), credential(operation), "served", operation.differences()))
                .collect(joining());
        var missing = Operations.NOT_YET.stream()
                .map(name -> row(name, "", "not yet", ""))
                .collect(joining());
        return row("operation", "credential", "state", "known differences from Cognito")
                + row("---", "---", "---", "---")
                + served
                + missing;
    }

    private static String credential(Operation operation) {
        return switch (operation.access()) {
            case IAM -> "SigV4";
            case TOKEN -> "access token";
            case TOKEN_OR_SESSION -> "access token or session";
            case OPEN -> "none";
        };
    }

    private static String row(String... cells) {
        return String.join(" | ", List.of(cells))
                .transform(text -> "| " + text + " |\n")
                .replace("|  |", "| |");
    }
}
