package io.cloakroom.cli;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.cli.doctor.Diagnosis;
import io.cloakroom.cli.doctor.Diagnosis.State;
import io.cloakroom.cli.doctor.Doctor;
import io.cloakroom.cli.doctor.Doctor.Findings;
import io.cloakroom.cli.report.Mark;
import io.cloakroom.cli.report.Report;
import io.cloakroom.cli.report.Terminal;
import io.cloakroom.config.Checks;
import io.cloakroom.config.Settings;
import io.cloakroom.json.Json;
import io.cloakroom.server.LogConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at an installation and says what to mend. */
@Command(
        name = "doctor",
        description = {
            "Look at an installation from outside and say what to mend. Nothing is changed.",
            "Exit code 0 if all is well, warnings included; 1 if something is to be mended; 3 if that cannot be told because "
                    + "a system does not answer."
        },
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--within",
            paramLabel = "DURATION",
            defaultValue = "PT5S",
            description = "How long to wait for one answer, PT1S to PT1M; default: ${DEFAULT-VALUE}.")
    private Duration within = Duration.ofSeconds(5);

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean isJson;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (!Checks.isWithin(Duration.ofSeconds(1), within, Duration.ofMinutes(1))) {
            throw new ParameterException(spec.commandLine(), "--within: PT1S to PT1M");
        }
        var settings = config.read();
        LogConfig.quiet().apply();
        try (var db = DynamoDb.connect(settings.dynamoDb(), within)) {
            var findings = Doctor.of(settings, db, Clock.systemUTC(), within).examine();
            var out = spec.commandLine().getOut();
            if (isJson) out.println(Json.writeText(json(findings)));
            else show(findings, new Report(out, Terminal.of(System.getenv(), System.out.charset())));
            out.flush();
            return exitCode(findings);
        }
    }

    private static void show(List<Findings> findings, Report report) {
        for (var part : findings) {
            report.heading(part.title());
            report.rows(part.diagnoses().stream().map(DoctorCommand::row).toList());
        }
        report.sum(sum(findings));
    }

    private static Report.Row row(Diagnosis diagnosis) {
        return new Report.Row(mark(diagnosis.state()), diagnosis.name(), diagnosis.found(), diagnosis.advice());
    }

    private static Map<String, Object> json(List<Findings> findings) {
        var checks = findings.stream()
                .flatMap(part -> part.diagnoses().stream().map(diagnosis -> json(part.title(), diagnosis)))
                .toList();
        return Json.members(
                "healthy", count(findings, State.FAULT) + count(findings, State.UNKNOWN) == 0, "checks", checks);
    }

    private static Map<String, Object> json(String part, Diagnosis diagnosis) {
        return Json.members(
                "part", part,
                "check", diagnosis.name(),
                "state", Settings.spelling(diagnosis.state()),
                "found", diagnosis.found(),
                "advice", diagnosis.advice().isEmpty() ? null : diagnosis.advice());
    }

    private static String sum(List<Findings> findings) {
        var faults = count(findings, State.FAULT);
        var unknown = count(findings, State.UNKNOWN);
        var warnings = count(findings, State.WARNING);
        if (faults + unknown + warnings == 0) return "All is well.";
        return faults + " to mend, " + unknown + " not known, " + warnings
                + (warnings == 1 ? " warning." : " warnings.");
    }

    private static int exitCode(List<Findings> findings) {
        if (count(findings, State.FAULT) > 0) return 1;
        return count(findings, State.UNKNOWN) > 0 ? Main.UPSTREAM : 0;
    }

    private static long count(List<Findings> findings, State state) {
        return findings.stream()
                .flatMap(part -> part.diagnoses().stream())
                .filter(diagnosis -> diagnosis.state() == state)
                .count();
    }

    private static Mark mark(State state) {
        return switch (state) {
            case GOOD -> Mark.GOOD;
            case WARNING -> Mark.WARNING;
            case FAULT -> Mark.FAULT;
            case UNKNOWN -> Mark.UNKNOWN;
        };
    }
}
